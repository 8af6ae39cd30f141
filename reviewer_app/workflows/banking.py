"""The comment bank: grown from signed decisions without names, offered, filled in, changed, and shared as a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer_app.domain import bank
from reviewer_app.domain.anonymity import hits_in, masked
from reviewer_app.domain.bank import BankEntry, Filled
from reviewer_app.domain.errors import FileError, RuleError
from reviewer_app.domain.review import OVERALL
from reviewer_app.domain.submission import timestamp
from reviewer_app.store.bank import Said, bank_changes, bank_tables
from reviewer_app.workflows.bank_taking import take_new
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.feedback import name_list_of, names_in
from reviewer_app.workflows.guarding import blinded
from reviewer_app.workflows.writing import written

if TYPE_CHECKING:
    from reviewer_app.domain.decision import Decision
    from reviewer_app.domain.submission import Submission

MOST_OFFERED = 60
LARGEST_FILE = 8_000_000
COLUMNS = ("microcredential", "criterion", "level", "text", "pinned")


@dataclass(frozen=True)
class Taken:
    """What an import did: comments that are new, and comments that were here already."""

    new: int
    same: int


def grow(desk: Desk) -> int:
    """Put the comments of newly signed decisions into the bank; how many decisions were looked at.

    A comment that names anybody, or may, stays out; the alias and the labels of citations become gaps.
    """
    with bank_tables(desk.store) as tables:
        waiting = tables.ungrown()
    for submission, record in waiting:
        signed = desk.store.decision(submission)
        if signed is None:
            continue
        about = blinded(desk, submission)
        said = _said(desk, about, signed[0])
        with bank_changes(desk.store) as changed:
            changed.grow(submission, record, about.microcredential, said, timestamp(signed[1].at))
    return len(waiting)


def offered(desk: Desk, submission: str, criterion: str, typed: str = "") -> tuple[BankEntry, ...]:
    """What the bank has for a criterion of a submission, at the level it has now, best first."""
    grow(desk)
    about = desk.store.submission(submission)
    level = desk.store.review(submission).scores.get(criterion, "")
    with bank_tables(desk.store) as tables:
        known = tables.entries(about.microcredential)
    return bank.ranked(known, criterion, level, typed)[:MOST_OFFERED]


def everything(desk: Desk) -> tuple[BankEntry, ...]:
    """The whole bank."""
    grow(desk)
    with bank_tables(desk.store) as tables:
        found = tables.entries()
    return tuple(sorted(found, key=lambda x: (x.microcredential, x.criterion, x.level, -x.uses, x.text)))


def filled(desk: Desk, submission: str, criterion: str, text: str) -> Filled:
    """A text of the bank as it is put into a comment: a copy, which no later change of the bank touches."""
    return bank.filled(text, _values(desk, submission, criterion))


def last_said(desk: Desk, submission: str, criterion: str) -> str:
    """What was said last on this criterion in another submission, without its earner's name; "" for none."""
    about = desk.store.submission(submission)
    with bank_tables(desk.store) as tables:
        other, text = tables.last_said(submission, about.microcredential, criterion)
    if not text:
        return ""
    names = name_list_of(desk.store.submission(other))
    return masked(text, hits_in(text, names)) if names is not None else text


def keep(desk: Desk, submission: str, criterion: str, text: str) -> BankEntry:
    """Put words of one's own into the bank, at the criterion and level of this review."""
    about = blinded(desk, submission)
    level = desk.store.review(submission).scores.get(criterion, "")
    text = bank.generalised(text.strip(), {"alias": about.alias})
    _refuse_names(desk, submission, text)
    own = bank.derived_id(about.microcredential, criterion, level, text)
    made = BankEntry(own, about.microcredential, criterion, level, text)
    with bank_changes(desk.store) as changed:
        changed.keep(made, timestamp(desk.now()))
    return made


def change(desk: Desk, submission: str, entry: BankEntry, text: str) -> BankEntry:
    """Change the words of an entry; what was said with it before stays as it was said."""
    _refuse_names(desk, submission, text)
    made = replace(entry, text=text.strip())
    with bank_changes(desk.store) as changed:
        changed.keep(made, timestamp(desk.now()))
    return made


def pin(desk: Desk, entry: BankEntry, pinned: bool) -> None:
    """Keep an entry first in its place, or no longer."""
    with bank_changes(desk.store) as changed:
        changed.keep(replace(entry, pinned=pinned), timestamp(desk.now()))


def hide(desk: Desk, entry: BankEntry) -> None:
    """Offer an entry no longer, also when its words are said again."""
    with bank_changes(desk.store) as changed:
        changed.keep(entry, timestamp(desk.now()), hidden=True)


def export(desk: Desk, target: Path) -> tuple[Path, int]:
    """Write the bank to a file, CSV where its name ends in .csv, else JSON; the path and how many comments."""
    entries = everything(desk)
    if target.suffix.lower() == ".csv":
        content = _csv(entries).encode("utf-8-sig")
    else:
        content = (json.dumps(bank.bank_document(entries), indent=1, ensure_ascii=False) + "\n").encode()
    return written(target, content), len(entries)


def import_(desk: Desk, source: Path) -> Taken:
    """Take the comments of a file, all or none; what is here already, hidden or changed included, stays as it is."""
    found = _read(source)
    new = take_new(desk, [replace(each, source="file") for each in found])
    return Taken(new, len(found) - new)


def _said(desk: Desk, about: Submission, decision: Decision) -> list[Said]:
    told = [(each.criterion, each.level, each.comment, each.citations) for each in decision.judged]
    told.append((OVERALL, "", decision.overall, ()))
    made = []
    for criterion, level, comment, citations in told:
        if not comment.strip() or names_in(desk, about.id, comment):
            continue
        values = {"alias": about.alias}
        if citations and citations[-1].label:
            values["evidence"] = citations[-1].label
        made.append(Said(criterion, level, comment, bank.generalised(comment.strip(), values)))
    return made


def _refuse_names(desk: Desk, submission: str, text: str) -> None:
    if not text.strip() or len(text) > bank.LONGEST:
        raise RuleError(
            "bank-text",
            "There is nothing to keep",
            f"A comment in the bank has between 1 and {bank.LONGEST} characters.",
            "Write it, then keep it.",
        )
    if names_in(desk, submission, text):
        raise RuleError(
            "bank-name",
            "A name would go into the bank",
            "These words name somebody, or may. The bank is used for other submissions and shared.",
            "Leave the name out, then keep the comment.",
        )


def _values(desk: Desk, submission: str, criterion: str) -> Mapping[str, str]:
    about = blinded(desk, submission)
    rubric = desk.store.rubric(about.rubric_hash)
    state = desk.store.review(submission)
    values = {"alias": about.alias, "title": rubric.title}
    pins = [each.label for each in state.citations if each.criterion == criterion and each.label]
    if pins:
        values["evidence"] = pins[-1]
    if criterion != OVERALL:
        judged = rubric.criterion(criterion)
        values |= {"criterion": judged.title, "floor": judged.level(judged.floor).title}
        if (level := state.scores.get(criterion)) is not None:
            values["level"] = judged.level(level).title
    return values


def _csv(entries: tuple[BankEntry, ...]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for each in entries:
        pinned = "yes" if each.pinned else ""
        writer.writerow([each.microcredential, each.criterion, each.level, each.text, pinned])
    return out.getvalue()


def _read(source: Path) -> tuple[BankEntry, ...]:
    try:
        if source.stat().st_size > LARGEST_FILE:
            raise bank.refused("it is larger than 8 MB")
        text = source.read_text("utf-8-sig")
        if source.suffix.lower() != ".csv":
            return bank.entries_from(json.loads(text))
        reader = csv.DictReader(io.StringIO(text), strict=True)
        if set(reader.fieldnames or ()) < set(COLUMNS[:4]):
            raise bank.refused(f"its first row does not name the columns {', '.join(COLUMNS[:4])}")
        return bank.entries_of_rows(reader)
    except (UnicodeDecodeError, ValueError, csv.Error, RecursionError) as problem:
        raise bank.refused("it is neither JSON nor CSV in UTF-8") from problem
    except OSError as problem:
        raise FileError(
            "bank-file",
            "The comments were not taken in",
            f"“{source.name}” cannot be read ({problem.strerror}).",
            "Choose a file that is there and readable.",
        ) from problem
