"""The rules of the feedback check in one language, read from a document; what they mean is in ``feedback``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.phrasing import Phrases, Token, folded_token, tokens_of

FORMAT = "reviewer-feedback-rules"
RULES = (
    "missing",
    "place",
    "place_named",
    "next",
    "next_maybe",
    "person",
    "gifted",
    "vague",
    "short",
    "copied_criterion",
    "copied_rubric",
    "copied_elsewhere",
    "earner",
    "earner_maybe",
    "student",
    "gap",
)
PHRASES = ("absence", "denial", "next", "place", "nowhere", "praise_words", "vague", "person", "gifted")
LISTS = ("common", "work", "people", "titles", "calling", "given", "subject", "starters")


class Severity(StrEnum):
    """Whether a finding keeps a decision from being signed until it is fixed or overruled, or only advises."""

    MUST = "must"
    OUGHT = "ought"


@dataclass(frozen=True)
class Rule:
    """How one rule speaks: its severity, its title and reason with gaps, and what its fix is called and puts in."""

    id: str
    severity: Severity
    title: str
    reason: str
    fix: str
    text: str


@dataclass(frozen=True)
class Limits:
    """Numbers of words: ``short`` below it a comment is very short, ``step`` a next step has at least, ``said`` a
    sentence about the work has at least, ``copied`` in a row are a copy, ``aside`` beside a vague phrase leave it
    vague, ``enough`` elsewhere excuse it."""

    short: int
    step: int
    said: int
    copied: int
    aside: int
    enough: int


@dataclass(frozen=True)
class RuleBook:
    """All rules of one language, ready to be used."""

    language: str
    name: str
    limits: Limits
    rules: Mapping[str, Rule]
    phrases: Mapping[str, Phrases]
    lists: Mapping[str, frozenset[str]]
    instead: Mapping[str, Mapping[str, str]]
    prompts: tuple[tuple[str, ...], ...]
    """The words that fixes put in for the person to go on from; alone they say nothing."""


def rule_book(document: Mapping[str, Any]) -> RuleBook:
    """The rules of a document (schema feedback-1); a RuleError names what cannot be used."""
    try:
        if document["format"] != FORMAT or document["version"] != 1:
            raise ValueError("its format or version is not known here")
        lists: Mapping[str, Sequence[str]] = document["lists"]
        made = {
            each: Rule(
                each,
                Severity(document["rules"][each]["severity"]),
                *(document["rules"][each][part] for part in ("title", "reason", "fix", "text")),
            )
            for each in RULES
        }
        told = document["instead"]
        return RuleBook(
            document["language"],
            document["name"],
            Limits(**document["limits"]),
            made,
            {each: Phrases(document["phrases"][each], lists) for each in PHRASES},
            {each: frozenset(map(folded_token, lists[each])) for each in LISTS},
            {
                each: {folded_token(word) if word else "": text for word, text in told[each].items()}
                for each in ("person", "gifted", "people")
            },
            tuple(_words(each.text) for each in made.values() if each.text.rstrip().endswith(":")),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise RuleError(
            "feedback-rules",
            "The rules of the feedback check cannot be used",
            f"Something in them is missing or cannot be read: {problem}.",
            "Install Reviewer again, or correct the rules.",
        ) from problem


def book_for(books: Mapping[str, RuleBook], tokens: Sequence[Token], language: str) -> RuleBook | None:
    """The rules for a text: those of the language it seems to be in, else of ``language``; None where neither is known.

    The letter's language decides unless the text holds clearly more small words of another.
    """
    usual = books.get(language.partition("-")[0].lower())
    scores = {
        each.language: sum(token.folded in each.lists["common"] for token in tokens)
        for each in books.values()
    }
    best = max(scores, key=lambda each: scores[each], default="")
    least = scores.get(usual.language, 0) + 1 if usual is not None else max(1, len(tokens) // 8)
    return books[best] if best and scores[best] > least else usual


def _words(text: str) -> tuple[str, ...]:
    return tuple(each.folded for each in tokens_of(text))
