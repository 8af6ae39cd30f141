"""The anonymity guard: find names in what came in, show submissions without them, and reveal only on purpose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reviewer_app.domain import anonymity
from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import EvidenceError, ReviewerError, RuleError, StoreError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.submission import ANSWERS, EvidenceItem, Submission, timestamp
from reviewer_app.store.guarding import FILE_NAME, METADATA, TEXT, TITLE, Finding, guard_tables
from reviewer_app.workflows.desk import Desk

if TYPE_CHECKING:
    from reviewer_app.domain.anonymity import NameList

VERSION = 2
"""Of this looking; what an older one looked through is looked through again, behind everything else."""
LOOKED_BY = "guard_version"
"""Where the store keeps which one looked."""
HITS_MOST = 200
SLICES_MOST = 3_000
_PERSONS = frozenset({"author", "last-editor", "owner", "manager", "commenter", "changed-by", "sender"})
_MAY_NAME = frozenset({"title", "subject", "copyright", "device"})
"""Fields that hold a name only sometimes: told when the list or another field knows it."""

_LATER = frozenset({"closed", "no-worker", "unreadable", "store-closed", "store-busy"})


@dataclass(frozen=True)
class Guarded:
    """What the guard knows of one submission; ``waiting`` files are still to be looked through."""

    findings: tuple[Finding, ...] = ()
    waiting: int = 0
    listed: bool = False

    def of(self, evidence: str) -> tuple[Finding, ...]:
        """What was found in one item."""
        return tuple(each for each in self.findings if each.evidence == evidence)

    def in_text(self) -> dict[str, int]:
        """How many possible names stand in the words of each item."""
        counted: dict[str, int] = {}
        for each in self.findings:
            if each.kind == TEXT:
                counted[each.evidence] = counted.get(each.evidence, 0) + 1
        return counted


def guarded(desk: Desk, submission: str) -> Guarded:
    """What is known of the names in a submission; its file names are looked at now if they never were."""
    about = desk.store.submission(submission)
    with guard_tables(desk.store) as tables:
        done = tables.done(submission)
        if "" not in done:
            tables.keep(submission, "", _in_names(about, ()), timestamp(desk.now()))
        found = tables.findings(submission)
    wanted = _all_of(about)
    return Guarded(found, sum(each not in done for each in wanted), bool(about.names))


def blind(about: Submission, found: Guarded) -> Submission:
    """The submission with file names and titles as they may be shown."""
    shown = {(each.evidence, each.kind): each.shown for each in found.findings}
    if not shown:
        return about
    evidence = tuple(
        replace(
            each,
            name=shown.get((each.id, FILE_NAME), each.name),
            title=shown.get((each.id, TITLE), each.title),
        )
        for each in about.evidence
    )
    return replace(about, evidence=evidence)


def blinded(desk: Desk, submission: str) -> Submission:
    """A submission as it may be shown, written and exported."""
    return blind(desk.store.submission(submission), guarded(desk, submission))


def look_through_next(desk: Desk, cancel: CancelToken | None = None) -> str | None:
    """Look through one file that was not looked at yet; the submission it belongs to, None when all were.

    A file that cannot be opened counts as looked at: what its metadata say was still asked for.
    """
    _anew_where_older(desk)
    with guard_tables(desk.store) as tables:
        waiting = tables.waiting()
    if waiting is None:
        return None
    look_through(desk, *waiting, cancel)
    return waiting[0]


def look_through_all(desk: Desk, submission: str, cancel: CancelToken | None = None) -> Guarded:
    """Look through all of a submission that is here and was not looked at yet."""
    _anew_where_older(desk)
    about = desk.store.submission(submission)
    with guard_tables(desk.store) as tables:
        done = tables.done(submission)
    for each in _all_of(about):
        item = about.item(each)
        if each not in done and (item is None or item.is_link or desk.store.blobs.has(item.sha256)):
            look_through(desk, submission, each, cancel)
    return guarded(desk, submission)


def look_through(desk: Desk, submission: str, evidence: str, cancel: CancelToken | None = None) -> None:
    """Find the names in one item's metadata and words, and keep what was found."""
    about = desk.store.submission(submission)
    names = anonymity.name_list_from({"names": about.names})
    item = about.item(evidence)
    found: list[Finding] = []
    if item is not None and not item.is_link:
        found = _in_metadata(desk, item, names, cancel)
        if names is not None:
            found += _in_words(desk, item, names, cancel)
    elif names is not None:
        found = _in_answers(about, evidence, names)
    at = timestamp(desk.now())
    with guard_tables(desk.store) as tables:
        tables.keep(submission, evidence, found, at)
        known = tables.findings(submission)
        persons = {each.found for each in known if each.kind == METADATA and each.field in _PERSONS}
        tables.keep(submission, "", _in_names(about, persons), at)
        # Answers are words of the submission itself; they wait for no file.
        if names is not None:
            done = tables.done(submission)
            for place in _answers_of(about):
                if place not in done:
                    tables.keep(submission, place, _in_answers(about, place, names), at)


def reveal(desk: Desk, submission: str, evidence: str, reason: str) -> tuple[Finding, ...]:
    """What was masked in one item, after writing down for good that it was asked for, and why."""
    if not reason.strip():
        raise RuleError(
            "no-reason",
            "A reason is needed",
            "Names are shown only with a reason, which is kept with the review.",
            "Say in a few words why you need to see them.",
        )
    with desk.store.changes() as work:
        work.append(kinds.REVEALED, submission, {"evidence": evidence, "reason": reason.strip()})
    return guarded(desk, submission).of(evidence)


def _anew_where_older(desk: Desk) -> None:
    with desk.store.changes() as work:
        if work.meta(LOOKED_BY) != str(VERSION):
            with guard_tables(desk.store) as tables:
                tables.look_anew()
            work.set_meta(LOOKED_BY, str(VERSION))


def _answers_of(about: Submission) -> list[str]:
    return [ANSWERS + part.id for part in about.parts if part.answers]


def _all_of(about: Submission) -> list[str]:
    files = [each.id for each in about.evidence if not each.is_link]
    return files + (_answers_of(about) if about.names else [])


def _in_names(about: Submission, persons: Iterable[str]) -> list[Finding]:
    names = anonymity.name_list_from({"names": about.names})
    known = tuple(persons)
    found = []
    for item in about.evidence:
        for kind, text in ((FILE_NAME, item.name), (TITLE, item.title)):
            shown = anonymity.blind_name(text, names, known)
            if shown != text:
                found.append(Finding(item.id, kind, "", text, shown))
    return found


def _in_metadata(
    desk: Desk, item: EvidenceItem, names: NameList | None, cancel: CancelToken | None
) -> list[Finding]:
    try:
        with desk.store.blobs.open(item.sha256) as blob:
            told = desk.evidence.identities(blob, item.name, cancel)
    except (EvidenceError, StoreError) as fault:
        _told(fault, cancel)
        return []
    persons = {each.value for each in told if each.field in _PERSONS and anonymity.is_persons(each.value)}
    found = []
    for each in told:
        if each.field in _MAY_NAME and anonymity.blind_name(each.value, names, persons) == each.value:
            continue
        if each.field in _PERSONS and not anonymity.is_persons(each.value):
            continue
        found.append(Finding(item.id, METADATA, each.field.value, each.value, anonymity.HIDDEN))
    return found


def _in_words(desk: Desk, item: EvidenceItem, names: NameList, cancel: CancelToken | None) -> list[Finding]:
    found: list[Finding] = []
    try:
        with desk.evidence.open(desk.store.blobs.open(item.sha256), item.name, cancel=cancel) as opened:
            paged, before = bool(opened.info.pages), 0
            count = max(len(opened.info.pages), opened.info.text_slices)
            for number in range(min(count, SLICES_MOST)):
                text = opened.text(number, cancel=cancel).text
                found += _hits(item.id, number, text, names, 0 if paged else before)
                before += len(text)
                if len(found) >= HITS_MOST:
                    break
    except (EvidenceError, StoreError) as fault:
        _told(fault, cancel)
    return found[:HITS_MOST]


def _told(fault: ReviewerError, cancel: CancelToken | None) -> None:
    """What cannot be opened says so wherever it is opened; what only was not open now is tried again later."""
    if cancel is not None:
        cancel.check()
    if fault.code in _LATER:
        raise fault


def _in_answers(about: Submission, place: str, names: NameList) -> list[Finding]:
    part = next((each for each in about.parts if ANSWERS + each.id == place), None)
    if part is None:
        return []
    found: list[Finding] = []
    for number, answer in enumerate(part.answers):
        found += _hits(place, number, answer.text, names)
    return found[:HITS_MOST]


def _hits(evidence: str, number: int, text: str, names: NameList, before: int = 0) -> list[Finding]:
    hits = anonymity.hits_in(text, names)
    return [
        Finding(
            evidence,
            TEXT,
            "whole" if hit.whole else "part",
            text[hit.start : hit.end],
            anonymity.around(text, hit, hits),
            number,
            before + hit.start,
            hit.end - hit.start,
        )
        for hit in hits
    ]
