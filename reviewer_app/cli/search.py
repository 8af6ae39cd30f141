"""Commands that look across all submissions: search, duplicates."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any

import typer

from reviewer_app.cli.opening import Bar, invocation, open_desk
from reviewer_app.cli.outcome import Speaker, plainly
from reviewer_app.evidence.problems import why
from reviewer_app.store.word_index import Unread
from reviewer_app.workflows import indexing, searching
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.searching import Found, Pair

_KINDS = {"same": "The same file", "text": "Nearly the same text", "picture": "Nearly the same picture"}


@plainly
def search(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="Words, each as a beginning; words in “quotes” as they stand.")],
    most: Annotated[int, typer.Option("--most", min=1, help="At most so many hits.")] = 50,
) -> None:
    """Find words across submissions, evidence, answers, comments and notes."""
    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        _read(desk, speaker)
        hits: list[Found] = []
        at = 0
        while len(hits) < most:
            page = searching.find(desk, text, at)
            hits += page.hits
            at = page.next
            if not at:
                break
        unread = searching.unread(desk)
    shown = hits[:most]
    speaker.table(
        "Found",
        ("Submission", "Where", "Words"),
        [(f"{each.alias}, attempt {each.attempt}", where(each), each.snippet.text) for each in shown],
        "Nothing here holds all of these words.",
    )
    if unread:
        speaker.say(f"Not searched, or not whole: {len(unread)} files.")
    for one in unread:
        speaker.say(f"  {one.alias}, attempt {one.attempt}, {one.evidence}: {_reason(one)}")
    speaker.result({"hits": [_hit(each) for each in shown], "unread": [_unread(each) for each in unread]})


@plainly
def duplicates(context: typer.Context) -> None:
    """List files that are the same, or nearly, in two submissions; what it means is for a person to say."""
    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        _read(desk, speaker)
        pairs = searching.all_pairs(desk)
    speaker.table(
        "Alike",
        ("What", "In", "And in"),
        [
            (
                _words(each),
                f"{each.one_alias}, attempt {each.one_attempt}, {each.one_evidence}",
                f"{each.other_alias}, attempt {each.other_attempt}, {each.other_evidence}",
            )
            for each in pairs
        ],
        "No file of one submission is like a file of another.",
    )
    speaker.result([dataclasses.asdict(each) for each in pairs])


def where(hit: Found) -> str:
    """The place of a hit in words."""
    if hit.kind == "evidence":
        return f"{hit.name}, {hit.page}"
    if hit.kind == "submission":
        return "Title"
    return f"{hit.kind.capitalize()} {hit.place or 'overall'}"


def _read(desk: Desk, speaker: Speaker) -> None:
    with Bar(speaker, counted="files") as bar:
        indexing.read_all(desk, bar)


def _words(pair: Pair) -> str:
    return f"{_KINDS[pair.kind]}, same earner" if pair.own else _KINDS[pair.kind]


def _hit(hit: Found) -> dict[str, Any]:
    made = dataclasses.asdict(hit)
    made |= {"words": hit.snippet.text, "marks": hit.snippet.marks}
    del made["snippet"]
    return made


def _reason(one: Unread) -> str:
    return "more words than are kept" if one.cut and not one.reason else why(one.reason)


def _unread(one: Unread) -> dict[str, Any]:
    return dataclasses.asdict(one) | {"sentence": _reason(one)}


def add_to(app: typer.Typer) -> None:
    """Put the commands at the root."""
    app.command("search")(search)
    app.command("duplicates")(duplicates)
