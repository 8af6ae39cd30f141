"""Searching and reading for search, bound to one desk."""

from __future__ import annotations

from functools import partial

from reviewer_app.evidence.problems import why
from reviewer_app.ui.searching.ports import SearchPorts, Unsearched
from reviewer_app.workflows import indexing, searching
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.guarding import blinded


def search_ports(desk: Desk) -> SearchPorts:
    """The functions of the search room and of the reading behind it."""
    reader = indexing.Reader(desk)
    return SearchPorts(
        find=partial(searching.find, desk),
        unsearched=lambda: _unsearched(desk),
        look=reader.look,
        read_on=reader.step,
        rest=reader.close,
    )


def _unsearched(desk: Desk) -> list[Unsearched]:
    made = []
    for each in searching.unread(desk):
        item = blinded(desk, each.submission).item(each.evidence)
        reason = why(each.reason) if each.reason else "Only its first part is searched"
        name = (item.name or item.title) if item is not None else each.evidence
        made.append(Unsearched(each.alias, each.attempt, name, reason))
    return made
