"""Commands about evidence: open every file of a folder as the window would, and say what came of each."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from reviewer_app.cli.evidence_rows import Ledger, Row
from reviewer_app.cli.opening import invocation
from reviewer_app.cli.outcome import CANCELLED, FOUND_WRONG, Speaker, plainly
from reviewer_app.domain.errors import Cancelled
from reviewer_app.domain.progress import CancelToken
from reviewer_app.evidence import WorkerPool
from reviewer_app.evidence.roaming import FileSource, Found, plain_name, roam, why_not
from reviewer_app.evidence.trial import ANSWER_SECONDS, put_to_trial

app = typer.Typer(help="Evidence: what becomes of files of any kind.", no_args_is_help=True)

_WORKERS_MOST = 4


@app.callback()
def _group() -> None:
    """Evidence: what becomes of files of any kind."""


@app.command()
@plainly
def check(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files, and folders with files of any kind.")],
    window: Annotated[
        bool,
        typer.Option("--window", help="Show each in the real viewers too, and measure how long they halt."),
    ] = False,
    workers: Annotated[
        int,
        typer.Option("--workers", metavar="NUMBER", min=0, help="How many at a time; 0 means as fits here."),
    ] = 0,
) -> None:
    """Open every file as the window does, in a worker, and say what came of it; nothing is stored or written."""
    speaker = invocation(context).speaker
    cores = os.cpu_count() or 1
    count = min(workers or _WORKERS_MOST, cores) if not window else 1
    ledger = Ledger(speaker, window=window)
    stopped = False
    try:
        with _bar(speaker) as bar:
            task = bar.add_task("Opening evidence", total=None)
            for row in _rows_in_window(paths) if window else _rows(paths, count):
                ledger.add(row)
                bar.advance(task)
    except (KeyboardInterrupt, Cancelled):
        stopped = True
    ledger.close(stopped=stopped)
    if stopped:
        raise typer.Exit(CANCELLED)
    if ledger.totals.wrong:
        raise typer.Exit(FOUND_WRONG)


def _bar(speaker: Speaker) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=speaker.err,
        transient=True,
        disable=speaker.as_json or not speaker.err.is_terminal,
    )


def try_one(pool: WorkerPool, found: Found, cancel: CancelToken | None = None) -> Row:
    """The row of one thing in a folder; only Cancelled is raised."""
    shown = plain_name(found.path)
    if found.passed:
        return Row(shown, passed_over=found.passed)
    try:
        # A link that was named on the command line is meant; links inside folders were passed over before.
        source = FileSource(found.path, through_links=True)
    except (OSError, ValueError) as fault:
        return Row(shown, passed_over=why_not(fault))
    try:
        return Row(shown, put_to_trial(pool, source, Path(found.path).name, cancel))
    except Cancelled:
        raise
    except Exception as fault:  # noqa: BLE001  # one file must never keep the rest from being looked at
        return Row(shown, fault=f"{type(fault).__name__}: {fault}"[:300])
    finally:
        source.close()


def _rows(paths: list[Path], count: int) -> Iterator[Row]:
    """The rows of all files, ``count`` of them in the making at a time, in the order in which they are done."""
    cancel = CancelToken()
    waiting: queue.Queue[Found | None] = queue.Queue(maxsize=count)
    done: queue.Queue[Row | None] = queue.Queue(maxsize=4 * count)
    with WorkerPool(ANSWER_SECONDS, warm=1, workers=count) as pool:

        def feed() -> None:
            for found in roam(paths):
                if cancel.cancelled:
                    break
                waiting.put(found)
            for _ in range(count):
                waiting.put(None)

        def work() -> None:
            while (found := waiting.get()) is not None:
                if cancel.cancelled:
                    continue
                try:
                    done.put(try_one(pool, found, cancel))
                except Cancelled:
                    continue
            done.put(None)

        threads = [threading.Thread(target=each, daemon=True) for each in (feed, *[work] * count)]
        for each in threads:
            each.start()
        left = count
        try:
            while left:
                row = done.get()
                if row is None:
                    left -= 1
                else:
                    yield row
        finally:
            cancel.cancel()
            while left:
                left -= done.get() is None
            for each in threads:
                each.join()


def _rows_in_window(paths: list[Path]) -> Iterator[Row]:
    from reviewer_app.cli.evidence_window import Showing  # the window's libraries, only where they are wanted

    with WorkerPool(ANSWER_SECONDS) as pool, Showing(pool) as showing:
        for found in roam(paths):
            row = try_one(pool, found)
            if row.trial is not None:
                halt = showing.longest_halt(found.path)
                row = replace(row, stall=halt, fault="; ".join(showing.faults)[:300])
                showing.faults.clear()
            yield row
