"""What assessors said: flags and their answers, conflicts of interest, decisions; and the hub in numbers."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from reviewer_app.domain.errors import RuleError
from reviewer_app.hub import flags as flagging
from reviewer_app.hub.asked import Asked
from reviewer_app.hub.interests import interests as declared
from reviewer_app.hub.lists import limit, page_of, position
from reviewer_app.hub.numbers import counted
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.replays import once
from reviewer_app.hub.sealed import decisions_after


def flags(asked: Asked) -> Mapping[str, Any]:
    """Flags and problems that stand, the oldest first; with ``settled`` those that were settled too."""
    said = asked.query.get("settled", "no")
    if said not in ("yes", "no"):
        raise Refused("not-understood", "The field “settled” is yes or no.")
    found = flagging.flags(asked.books, settled=said == "yes")
    rows = [{**dataclasses.asdict(each), "evidence": list(each.evidence)} for each in found]
    return page_of(rows, asked.query)


def settle(asked: Asked) -> Mapping[str, Any]:
    """A flag settled, with words for the assessor."""
    flag, words = asked.document["flag"], asked.document["words"].strip()

    def do() -> Mapping[str, Any]:
        stands = next((each for each in flagging.flags(asked.books) if each.id == flag), None)
        if stands is None:
            raise RuleError(
                "unknown-flag", "No such flag", "The hub has no flag of this id.", "List the flags first."
            )
        if not (stands.settled_at and stands.words == words):
            flagging.settle(asked.books, flag, words)
        return {"flag": flag, "submission": stands.submission, "words": words}

    return once(asked.books, asked.who, asked.document, do)


def interests(asked: Asked) -> Mapping[str, Any]:
    """Conflicts of interest that were declared."""
    return page_of([dataclasses.asdict(each) for each in declared(asked.books)], asked.query)


def decisions(asked: Asked) -> Mapping[str, Any]:
    """Decisions that count; of a blind pair's nothing that was said, until both are in."""
    return decisions_after(asked.books, position(asked.query), limit(asked.query))


def status(asked: Asked) -> Mapping[str, Any]:
    """The hub in numbers."""
    return {"name": asked.books.name, **counted(asked.books)}
