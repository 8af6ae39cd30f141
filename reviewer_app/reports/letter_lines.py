"""The decision letter as lines in their order: what the template prints, for whoever shows it on a screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a line of the letter is, so that a screen can give it its look."""

    HEAD = "head"
    TITLE = "title"
    DRAFT = "draft"
    FACT = "fact"
    SAID = "said"
    OUTCOME = "outcome"
    SENTENCE = "sentence"
    HEADING = "heading"
    CRITERION = "criterion"
    ASIDE = "aside"
    NONE = "none"
    BULLET = "bullet"
    STEP = "step"
    GOAL = "goal"
    SIGNATURE = "signature"
    RECORD = "record"


@dataclass(frozen=True)
class Line:
    """One line or paragraph; ``label`` stands before it: a fact's name, a criterion's number, a step's number.

    ``beside`` stands at the end of a criterion's line: its level. ``meets`` says whether that reaches the floor.
    """

    kind: Kind
    text: str
    label: str = ""
    beside: str = ""
    meets: bool = True


def letter_lines(data: Mapping[str, Any]) -> tuple[Line, ...]:
    """The lines of a letter (``letter_text.letter_data``), in the order in which letter.typ prints them."""
    return tuple(_lines(data))


def _lines(data: Mapping[str, Any]) -> Iterator[Line]:
    if data["district"]:
        yield Line(Kind.HEAD, data["district"])
    yield Line(Kind.HEAD, " · ".join(each for each in (data["kind"], data["day"]) if each))
    yield Line(Kind.TITLE, data["title"])
    if data["draft"]:
        yield Line(Kind.DRAFT, data["draft"])
    for label, value in data["facts"]:
        yield Line(Kind.FACT, value, label)
    yield Line(Kind.SAID, data["greeting"])
    yield Line(Kind.SAID, data["thanks"])
    yield Line(Kind.OUTCOME, data["outcome_word"], meets=data["outcome"] == "meets")
    yield Line(Kind.SENTENCE, data["sentence"])
    if data["missing"]["reasons"]:
        yield Line(Kind.HEADING, data["missing"]["title"])
        for reason in data["missing"]["reasons"]:
            yield Line(Kind.BULLET, _text(reason))
    if data["overall"]["text"]:
        yield Line(Kind.HEADING, data["overall"]["title"])
        yield from _said(data["overall"]["text"])
    for part in data["parts"]:
        yield Line(Kind.HEADING, part["title"])
        yield Line(Kind.ASIDE, part["count"])
        for each in part["criteria"]:
            yield from _criterion(each, data["criterion"])
    yield from _next(data["next"])
    if data["again"]["steps"]:
        yield Line(Kind.HEADING, data["again"]["title"])
        for number, step in enumerate(data["again"]["steps"], 1):
            yield Line(Kind.STEP, step, f"{number}.")
    for block in (data["means"], data["ask"]):
        if block["text"]:
            yield Line(Kind.HEADING, block["title"])
            yield Line(Kind.SAID, block["text"])
    yield Line(Kind.SAID, data["closing"]["words"])
    yield Line(Kind.SIGNATURE, data["closing"]["by"])
    yield Line(Kind.HEADING, data["record"]["title"])
    for label, value in data["record"]["rows"]:
        yield Line(Kind.RECORD, value, label)


def _criterion(each: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[Line]:
    yield Line(Kind.CRITERION, each["title"], each["id"], each["level"], each["meets"])
    yield Line(Kind.ASIDE, each["descriptor"])
    if each["comment"]:
        yield from _said(each["comment"])
    else:
        yield Line(Kind.NONE, words["no_comment"])
    if each["places"]:
        yield Line(Kind.ASIDE, words["places"])
        for place in each["places"]:
            yield Line(Kind.BULLET, place)


def _next(told: Mapping[str, Any]) -> Iterator[Line]:
    if not told["goals"] and not told["text"]:
        return
    yield Line(Kind.HEADING, told["title"])
    for text in (told["text"], told["intro"]):
        if text:
            yield Line(Kind.SAID, text)
    for goal in told["goals"]:
        yield Line(Kind.GOAL, goal["goal"], f"{goal['id']} {goal['title']}")


def _said(paragraphs: list[list[str]]) -> Iterator[Line]:
    for lines in paragraphs:
        yield Line(Kind.SAID, "\n".join(lines))


def _text(paragraphs: list[list[str]]) -> str:
    return "\n".join(line for lines in paragraphs for line in lines)
