"""What in a comment reads like the name of a student or colleague: a guess, and told as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewer_app.domain.feedback_rules import RuleBook
from reviewer_app.domain.phrasing import Token, folded_token

_LETTERS = 3
_WORDS_MOST = 3


def named_people(
    text: str, tokens: Sequence[Token], book: RuleBook, ordinary: frozenset[str]
) -> Iterator[tuple[int, int, str]]:
    """Where a person seems to be named, and what could stand there instead ("" for nothing).

    A capitalised word after “student” or “Ms”, or a common given name; never a word of rubric or evidence.
    """
    lists, instead = book.lists, book.instead["people"]
    at = 0
    while at < len(tokens):
        word = tokens[at].folded
        introduced = word in lists["people"] or word in lists["titles"] or word in lists["calling"]
        if introduced and (after := _name_from(text, tokens, at + 1, lists["given"], ordinary)):
            first, end = tokens[at].start, _bare_end(text, tokens[after - 1])
            if word in lists["titles"]:
                yield first, end, instead["title"]
            elif word in lists["calling"]:
                yield first, end, ""
            else:
                yield tokens[at + 1].start, end, ""
            at = after
        elif _bare(text, tokens[at]) in lists["given"] and (
            after := _name_from(text, tokens, at, lists["given"], ordinary)
        ):
            yield tokens[at].start, _bare_end(text, tokens[after - 1]), instead["student"]
            at = after
        else:
            at += 1


def _name_from(
    text: str, tokens: Sequence[Token], at: int, given: frozenset[str], ordinary: frozenset[str]
) -> int:
    """After how many tokens a name that begins at ``at`` ends; 0 where none begins."""
    if at >= len(tokens) or not _like_a_name(text, tokens[at], ordinary):
        return 0
    if at and (tokens[at - 1].sentence != tokens[at].sentence) and _bare(text, tokens[at]) not in given:
        return 0
    after = at + 1
    while (
        after < len(tokens)
        and after - at < _WORDS_MOST
        and text[tokens[after - 1].end : tokens[after].start] == " "
        and _like_a_name(text, tokens[after], ordinary)
    ):
        after += 1
    return after


def _like_a_name(text: str, token: Token, ordinary: frozenset[str]) -> bool:
    word = text[token.start : _bare_end(text, token)]
    if len(word) < _LETTERS or not word[0].isupper() or not word.replace("'", "").replace("’", "").isalpha():
        return False
    return any(each.islower() for each in word) and folded_token(word) not in ordinary


def _bare(text: str, token: Token) -> str:
    return folded_token(text[token.start : _bare_end(text, token)])


def _bare_end(text: str, token: Token) -> int:
    """Where the word ends without the ’s of a possessive."""
    word = text[token.start : token.end]
    return token.end - 2 if word[-2:] in ("'s", "’s") else token.end
