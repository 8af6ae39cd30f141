"""What a restored hub said before: warrants it signed, given back by laptops with the documents that it lost."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.records import record_hash
from reviewer_app.domain.signing import signed, signer
from reviewer_app.exchange.messages import ASSIGNED, REOPENED, SETTLED, VERSION, WARRANT, WITHDRAWN
from reviewer_app.hub.acceptance import DECIDED, HANDED_BACK, OPEN, TAKEN_BACK
from reviewer_app.hub.assigning import WorkPage
from reviewer_app.hub.books import Books
from reviewer_app.hub.closing import open_again
from reviewer_app.hub.intake import register
from reviewer_app.hub.lacking import note_lacking
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.standing import stand_again
from reviewer_app.hub.telling import tell
from reviewer_app.hub.tokens import Caller

LARGEST_GIFT = 16 * 1024 * 1024
FIELDS = ("kind", "submission", "at", "role", "round", "due", "reason")


def warrant(books: Books, who: Caller, page: WorkPage) -> dict[str, Any] | None:
    """What a page of work says, signed by itself; None where it says nothing."""
    if not page.items:
        return None
    at = books.moment()
    bare = {
        "format": WARRANT,
        "version": VERSION,
        "hub": books.key.name,
        "person": who.person,
        "at": at,
        "entries": [_entry(*told) for told in zip(page.items, page.marks, page.hashes, strict=True)],
    }
    return signed(bare, books.key, at)


def _entry(item: Mapping[str, Any], mark: str, sha256: str) -> dict[str, Any]:
    made = {name: item[name] for name in FIELDS}
    made |= {"mark": mark, "flag": item.get("flag", ""), "blobs": item["blobs"]}
    document = item["document"]
    if document is not None:
        made["sha256"] = sha256
        if "assignment" in document:
            made["assignment"] = document["assignment"]
    return made


def take_back(
    books: Books, who: Caller, warrants: Sequence[Any], documents: Sequence[Any]
) -> tuple[str, ...]:
    """Do again what these warrants say and this hub has lost; the submissions whose documents it needs for that."""
    given = _given(documents)
    wanted: dict[str, None] = {}
    for told in warrants:
        if not isinstance(told, Mapping) or signer(told) != books.key.name:
            raise Refused("proof-wrong", "The work was not told by this hub.")
        if told.get("format") != WARRANT or told.get("person") != who.person:
            raise Refused("proof-wrong", "The work was told to somebody else.")
        for entry in _lost(books, who, told["entries"]):
            if not _again(books, who, entry, given):
                wanted[str(entry["submission"])] = None
    return tuple(wanted)


def _given(documents: Sequence[Any]) -> dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]]:
    given = {}
    for each in documents:
        if not isinstance(each, Mapping) or not isinstance(each.get("submission"), Mapping):
            raise Refused("not-understood", "A document is missing or wrong.")
        given[str(each["submission"].get("id"))] = (each["submission"], each.get("microcredential", {}))
    return given


def _lost(books: Books, who: Caller, entries: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What this hub does not remember having said, nor has said anything later about the same work."""
    with books.looking() as look:
        rows = look.exec_driver_sql(
            "SELECT w.mark, w.at, a.submission, w.kind, a.id FROM work w JOIN assignment a ON a.id = w.assignment "
            "WHERE w.person = ? ORDER BY w.seq",
            (who.person,),
        ).all()
    marks = {row[0] for row in rows}
    latest: dict[str, tuple[str, str, int]] = {}
    for _, at, submission, kind, task in rows:
        latest[submission] = max((at, kind, task), latest.get(submission, ("", "", 0)), key=lambda x: x[0])
    lost = []
    for each in (each for each in entries if each["mark"] not in marks):
        at, kind, task = latest.get(each["submission"], ("", "", 0))
        if at <= each["at"]:
            lost.append(each)
        elif each["kind"] == WITHDRAWN and kind == ASSIGNED:
            # It was given anew by a hub that had forgotten that it took it back: only “reopened” says so there.
            with books.changes() as work:
                tell(books, work, who.person, task, REOPENED, "")
            latest[each["submission"]] = (at, REOPENED, task)
    return lost


def _again(
    books: Books,
    who: Caller,
    entry: Mapping[str, Any],
    given: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]],
) -> bool:
    submission = entry["submission"]
    if not _here(books, submission):
        if "sha256" not in entry:
            with books.changes() as work:
                _keep(work, who, entry)
            return True
        if submission not in given:
            return False
        _restore(books, entry, *given[submission])
    with books.changes() as work:
        _do(books, work, who, entry)
    return True


def _do(books: Books, work: Connection, who: Caller, entry: Mapping[str, Any]) -> None:
    submission, kind = entry["submission"], entry["kind"]
    row = work.exec_driver_sql(
        "SELECT id, decision, state FROM assignment WHERE submission = ? AND person = ?",
        (submission, who.person),
    ).first()
    if kind in (ASSIGNED, REOPENED):
        made = _open(work, who, entry) if row is None else _reopened(work, row)
    elif row is None:
        _keep(work, who, entry)
        return
    else:
        made = row[0]
        if kind == WITHDRAWN and row[2] != HANDED_BACK:
            work.exec_driver_sql("UPDATE assignment SET state = ? WHERE id = ?", (TAKEN_BACK, made))
        elif kind != SETTLED:
            return  # handed back: the person's own record says so
    told = tell(books, work, who.person, made, kind, entry["reason"], (entry["mark"], entry["at"]))
    if kind == SETTLED:
        work.exec_driver_sql(
            "INSERT INTO settlement (submission, person, flag, work, at, words) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (submission, person, flag) DO NOTHING",
            (submission, who.person, entry["flag"], told, entry["at"], entry["reason"]),
        )
    elif kind != WITHDRAWN:
        stand_again(books, work, who.person, [submission])
        for later in _kept_since(work, who, entry):
            _do(books, work, who, later)


def _keep(work: Connection, who: Caller, entry: Mapping[str, Any]) -> None:
    """Taken back, handed back or settled is what another laptop of the person may give back: its word is kept."""
    work.exec_driver_sql(
        "INSERT INTO word_kept (mark, person, submission, at, entry) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (mark) DO NOTHING",
        (entry["mark"], who.person, entry["submission"], entry["at"], json.dumps(dict(entry))),
    )


def _kept_since(work: Connection, who: Caller, entry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What was kept of the same work and said after this, in order; it is taken from where it was kept."""
    rows = work.exec_driver_sql(
        "DELETE FROM word_kept WHERE person = ? AND submission = ? AND at >= ? RETURNING at, entry",
        (who.person, entry["submission"], entry["at"]),
    ).all()
    return [json.loads(row[1]) for row in sorted(rows, key=lambda row: str(row[0]))]


def _here(books: Books, submission: str) -> bool:
    with books.looking() as look:
        return (
            look.exec_driver_sql("SELECT 1 FROM submission WHERE id = ?", (submission,)).first() is not None
        )


def _restore(
    books: Books, entry: Mapping[str, Any], submission: Mapping[str, Any], microcredential: Mapping[str, Any]
) -> None:
    bare = {name: value for name, value in submission.items() if name != "assignment"}
    if "assignment" in entry:
        bare["assignment"] = entry["assignment"]
    if record_hash(bare) != entry["sha256"]:
        raise Refused("proof-wrong", "A submission is not the one this hub gave.")
    refs = {str(each["sha256"]): int(each["size"]) for each in entry["blobs"]}
    gone = [each for each in refs if not books.blobs.has(each)]
    if gone:  # noted first, so that no end in between leaves them unasked for
        with books.changes() as work:
            note_lacking(work, gone)
    try:
        register(books, bare, microcredential, refs, ())
    except ReviewerError as problem:
        raise Refused("not-understood", problem.sentence) from problem


def _open(work: Connection, who: Caller, entry: Mapping[str, Any]) -> int:
    return int(
        work.exec_driver_sql(
            "INSERT INTO assignment (submission, person, role, round, due, state, decision, made_at) "
            "VALUES (?, ?, ?, ?, ?, ?, '', ?) RETURNING id",
            (
                entry["submission"],
                who.person,
                entry["role"],
                entry["round"],
                entry["due"] or "",
                OPEN,
                entry["at"],
            ),
        ).scalar_one()
    )


def _reopened(work: Connection, row: Any) -> int:
    if row[2] == TAKEN_BACK:
        state = DECIDED if row[1] else OPEN
        work.exec_driver_sql("UPDATE assignment SET state = ? WHERE id = ?", (state, row[0]))
        open_again(work, row[0])
    return int(row[0])


def read_gift(asked: Mapping[str, Any]) -> tuple[Sequence[Any], Sequence[Any], Sequence[Any]]:
    """The warrants, documents and receipts of a question; a laptop of an older version gives no receipts."""
    warrants, documents = asked.get("warrants"), asked.get("documents")
    receipts = asked.get("receipts", [])
    if not isinstance(warrants, list) or not isinstance(documents, list) or len(warrants) > 100:
        raise Refused("not-understood", "The fields “warrants” and “documents” are missing or wrong.")
    if not isinstance(receipts, list) or len(receipts) > 100:
        raise Refused("not-understood", "The field “receipts” is wrong.")
    return warrants, documents, receipts
