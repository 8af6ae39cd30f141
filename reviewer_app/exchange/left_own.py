"""What a hub says by stick of a laptop's own line, where the laptop's question did not fit what the hub has of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from reviewer_app.domain.errors import LineError
from reviewer_app.exchange.messages import OwnPage, OwnRecord, read_own

Chain = Callable[[int], str]
"""The rolling hash of a laptop's line at a number, "" where it does not reach so far."""


@dataclass(frozen=True)
class LeftAsked:
    """What a laptop asked: how many records it had, their rolling hash, and the name of its message."""

    have: int
    hash: str
    question: str


def read_left_asked(told: object) -> LeftAsked | None:
    """That part of an answer; None where it has none."""
    if not isinstance(told, Mapping):
        return None
    return LeftAsked(int(told["have"]), str(told["hash"]), str(told["question"]))


def read_left_own(told: object) -> tuple[OwnRecord, ...]:
    """The records of that part of an answer, none where it has none; ValueError where it is none of ours."""
    if told is None:
        return ()
    try:
        return read_own({"records": told, "more": False}).records
    except LineError as problem:
        raise ValueError("own") from problem


def fits(asked: LeftAsked | None, chain_at: Chain) -> bool:
    """Whether it was this line that asked: a copy of the store has another, and one put back is shorter."""
    return asked is None or chain_at(asked.have) == asked.hash


def own_page(told: Iterable[OwnRecord], after: int) -> OwnPage:
    """The records after a number, of answers to this line."""
    by_number = {each.n: each for each in told}
    return OwnPage(tuple(by_number[n] for n in sorted(by_number) if n > after), False)
