"""How commands speak: tables or JSON on standard output, plain error sentences on standard error, exit codes."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ParamSpec, TypeVar

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from reviewer_app.domain.errors import Cancelled, Fault, ReviewerError

P = ParamSpec("P")
T = TypeVar("T")

FOUND_WRONG = 1
"""A check ran and found something wrong."""
EXIT_CODES: Mapping[Fault, int] = {
    Fault.PERSON: 2,
    Fault.FILE: 3,
    Fault.LAPTOP: 4,
    Fault.LINE: 5,
    Fault.HUB: 6,
    Fault.PROGRAM: 70,
}
CANCELLED = 130


class Speaker:
    """Where a command's words go: for people with tables, or with ``--json`` one JSON document on a line."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.out = Console(highlight=False, soft_wrap=True)
        self.err = Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, sentence: str) -> None:
        """A sentence for a person; nothing with ``--json``."""
        if not self.as_json:
            self.out.print(escape(sentence))

    def result(self, document: Any, sentence: str = "") -> None:
        """What came of the command: the document with ``--json``, else the sentence."""
        if self.as_json:
            print(json.dumps(document, ensure_ascii=False, default=str))
        elif sentence:
            self.out.print(escape(sentence))

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], empty: str) -> None:
        """Rows for a person; says ``empty`` when there are none, nothing with ``--json``."""
        if self.as_json:
            return
        if not rows:
            self.out.print(escape(empty))
            return
        table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
        for column in columns:
            table.add_column(column, overflow="fold")
        for row in rows:
            table.add_row(*(escape(cell) for cell in row))
        self.out.print(table)

    def problem(self, error: ReviewerError) -> None:
        """An error in its three parts."""
        if self.as_json:
            print(json.dumps({"error": error.document()}, ensure_ascii=False))
            return
        self.err.print(
            f"[bold]{escape(error.title)}[/bold]\n{escape(error.sentence)}\n{escape(error.next_step)}"
        )


def plainly(command: Callable[P, T]) -> Callable[P, T]:
    """A command whose errors end in plain sentences and a documented exit code, never in a traceback."""

    @functools.wraps(command)
    def spoken(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except ReviewerError as error:
            Speaker(as_json="--json" in sys.argv).problem(error)
            raise typer.Exit(EXIT_CODES[error.fault]) from None
        except (Cancelled, KeyboardInterrupt):
            Speaker(as_json=False).err.print("Stopped. Nothing half-done was left behind.")
            raise typer.Exit(CANCELLED) from None

    return spoken
