"""The table of an evidence check: a line a file as it is done, then totals, all in memory that does not grow."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from rich.markup import escape

from reviewer_app.cli.outcome import Speaker
from reviewer_app.evidence.trial import ANSWER_SECONDS, Trial

STALL_MILLISECONDS = 250.0
"""The longest the window may stand still for a file."""

_NAMED_MOST = 50
_HEAD = f"{'Outcome':<10}{'Kind':<14}{'Answer':>8}{'Whole':>8}{'Deaths':>7}{'Words':>8}"
_OUTCOMES = ("shown", "explained", "refused")


@dataclass(frozen=True, slots=True)
class Row:
    """One file: its trial, or why it was passed over, or what this program did wrong; and the window's longest halt."""

    path: str
    trial: Trial | None = None
    passed_over: str = ""
    fault: str = ""
    stall: float | None = None

    @property
    def wrong(self) -> str:
        """What is wrong that must not be, in a few words; empty when all is well."""
        if self.fault:
            return f"fault of the program: {self.fault}"
        if self.trial is None:
            return ""
        if self.trial.deaths:
            return "its worker hung" if self.trial.code == "worker-hung" else "its worker died"
        if self.trial.answered > ANSWER_SECONDS:
            return f"not answered within {ANSWER_SECONDS:.0f} s"
        if self.stall is not None and self.stall > STALL_MILLISECONDS:
            return f"the window stood still for {self.stall:.0f} ms"
        return ""

    def document(self) -> dict[str, Any]:
        """The row as JSON."""
        told: dict[str, Any] = {"path": self.path, "wrong": self.wrong}
        if self.passed_over:
            return told | {"outcome": "passed over", "why": self.passed_over}
        if self.trial is None:
            return told | {"outcome": "fault"}
        trial = self.trial
        told |= {
            "outcome": trial.outcome,
            "kind": trial.kind,
            "code": trial.code,
            "sentence": trial.sentence,
            "pages": trial.pages,
            "words": trial.words,
            "all_words": trial.whole,
            "answered_seconds": round(trial.answered, 3),
            "seconds": round(trial.seconds, 3),
            "worker_deaths": trial.deaths,
        }
        return told if self.stall is None else told | {"longest_stall_ms": round(self.stall, 1)}


@dataclass(slots=True)
class OfKind:
    """The figures of one kind."""

    outcomes: Counter[str] = field(default_factory=Counter)
    deaths: int = 0
    with_words: int = 0
    slowest: float = 0.0

    @property
    def files(self) -> int:
        """How many there were."""
        return self.outcomes.total()


@dataclass(slots=True)
class Totals:
    """What all rows come to."""

    kinds: dict[str, OfKind] = field(default_factory=dict)
    passed_over: int = 0
    wrong: int = 0
    wrongs: list[tuple[str, str]] = field(default_factory=list)
    deaths: int = 0
    slowest: tuple[float, str] = (0.0, "")
    stall: tuple[float, str] | None = None

    def add(self, row: Row) -> None:
        """Count one row."""
        if row.passed_over:
            self.passed_over += 1
        if row.wrong:
            self.wrong += 1
            if len(self.wrongs) < _NAMED_MOST:
                self.wrongs.append((row.path, row.wrong))
        if row.stall is not None:
            self.stall = max(self.stall or (0.0, ""), (row.stall, row.path))
        if row.trial is None:
            return
        kind = self.kinds.setdefault(row.trial.kind, OfKind())
        kind.outcomes[row.trial.outcome] += 1
        kind.deaths += row.trial.deaths
        kind.with_words += int(row.trial.words > 0)
        kind.slowest = max(kind.slowest, row.trial.answered)
        self.deaths += row.trial.deaths
        self.slowest = max(self.slowest, (row.trial.answered, row.path))

    @property
    def files(self) -> int:
        """How many files were opened."""
        return sum(each.files for each in self.kinds.values())

    def document(self) -> dict[str, Any]:
        """The totals as JSON."""
        seconds, slowest = self.slowest
        told: dict[str, Any] = {
            "files": self.files,
            "passed_over": self.passed_over,
            "wrong": self.wrong,
            "worker_deaths": self.deaths,
            "slowest": {"path": slowest, "answered_seconds": round(seconds, 3)},
            "kinds": {
                name: {
                    **{outcome: each.outcomes[outcome] for outcome in _OUTCOMES},
                    "files": each.files,
                    "with_words": each.with_words,
                    "worker_deaths": each.deaths,
                    "slowest_seconds": round(each.slowest, 3),
                }
                for name, each in sorted(self.kinds.items())
            },
        }
        if self.stall is not None:
            told["longest_stall"] = {"path": self.stall[1], "ms": round(self.stall[0], 1)}
        return told


class Ledger:
    """Writes rows as they come: lines for people, or one JSON document on one line, closed whatever happens."""

    def __init__(self, speaker: Speaker, *, window: bool) -> None:
        self._speaker, self._window = speaker, window
        self.totals = Totals()
        self._any = False
        if speaker.as_json:
            sys.stdout.write('{"files": [')
        else:
            speaker.out.print(f"[bold]{_HEAD}{'  Halt' if window else ''}  File[/bold]")

    def add(self, row: Row) -> None:
        """Count and write one row."""
        self.totals.add(row)
        if self._speaker.as_json:
            sys.stdout.write((", " if self._any else "") + json.dumps(row.document(), ensure_ascii=False))
            self._any = True
        else:
            self._speaker.out.print(escape(self._line(row)))

    def _line(self, row: Row) -> str:
        halt = "" if not self._window else " " * 6 if row.stall is None else f"{row.stall:>6.0f}"
        if row.trial is None:
            said = "passed over" if row.passed_over else "FAULT"
            return f"{said:<{len(_HEAD)}}{halt}  {row.path}  ({row.passed_over or row.fault})"
        trial = row.trial
        words = f"{trial.words}{'' if trial.whole else '+'}" if trial.outcome == "shown" else ""
        line = (
            f"{trial.outcome:<10}{trial.kind:<14}{trial.answered:>7.2f}s{trial.seconds:>7.2f}s"
            f"{trial.deaths:>7}{words:>8}{halt}  {row.path}"
        )
        why = row.wrong or (trial.sentence if trial.outcome != "shown" else "")
        return f"{line}  ({why})" if why else line

    def close(self, *, stopped: bool) -> None:
        """Write the totals; ``stopped`` when a person ended it before all was done."""
        totals = self.totals
        if self._speaker.as_json:
            told = json.dumps(totals.document() | {"stopped": stopped}, ensure_ascii=False)
            sys.stdout.write(f'], "totals": {told}}}\n')
            sys.stdout.flush()
            return
        rows = [self._of_kind(name, each) for name, each in sorted(totals.kinds.items())]
        columns = ("Kind", "Files", "Shown", "Explained", "Refused", "Words", "Deaths", "Slowest")
        self._speaker.say("")
        self._speaker.table("Totals", columns, rows, "No file was opened.")
        if totals.wrongs:
            self._speaker.table("Wrong", ("File", "What"), totals.wrongs, "")
            more = totals.wrong - len(totals.wrongs)
            if more:
                self._speaker.say(f"… and {more} more.")
        for sentence in self._sentences(stopped):
            self._speaker.say(sentence)

    def _of_kind(self, name: str, each: OfKind) -> tuple[str, ...]:
        shares = (f"{each.outcomes[which]} {each.outcomes[which] / each.files:.1%}" for which in _OUTCOMES)
        words, deaths = str(each.with_words), str(each.deaths)
        return (name, str(each.files), *shares, words, deaths, f"{each.slowest:.2f} s")

    def _sentences(self, stopped: bool) -> list[str]:
        totals = self.totals
        told = [
            f"{totals.files} files opened, {totals.passed_over} passed over, {totals.deaths} worker deaths, "
            f"{totals.wrong} wrong."
        ]
        if totals.slowest[1]:
            told.append(f"Slowest answer: {totals.slowest[0]:.2f} s, {totals.slowest[1]}")
        if totals.stall is not None:
            told.append(f"Longest halt of the window: {totals.stall[0]:.0f} ms, {totals.stall[1]}")
        if stopped:
            told.append("Stopped before all files were opened.")
        return told
