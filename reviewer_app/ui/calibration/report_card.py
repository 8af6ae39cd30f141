"""What practice says at one micro-credential: the bar, the figures with their cautions, the criteria, and the drift."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer_app.domain.practice_report import Figures, Held, OfMicrocredential
from reviewer_app.ui.calibration.chart import DriftChart
from reviewer_app.ui.calibration.piecemeal import Step
from reviewer_app.ui.calibration.tables import PlainTable
from reviewer_app.ui.calibration.words import CARE, interval_words, tally_words, value_words
from reviewer_app.ui.icons import IconLabel
from reviewer_app.ui.widgets import Card, Label, line
from reviewer_app.ui.words import count_words, day_words

MOST = 20
"""How many practices the table lists; the chart shows them all."""
_SHARES = 2
"""How many of the figures are shares, said in percent."""


class ReportCard(Card):
    """One micro-credential, its anchors first, then one's own work scored again."""

    def __init__(self, report: OfMicrocredential, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin=16, spacing=10)
        self.setAccessibleName(report.title)
        self.tables: list[PlainTable] = []
        self.charts: list[DriftChart] = []
        self.body.addWidget(Label(report.title, "heading", wrap=True))
        if report.standing is not None:
            passed = report.standing.passed
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(IconLabel("ok" if passed else "attention", "ok" if passed else "warn", 18))
            row.addWidget(Label(report.standing.sentence, "strong", wrap=True), 1)
            self.body.addLayout(row)
            if not passed:
                self.body.addWidget(
                    Label("Until then, live work here can be scored, and not submitted.", "muted", wrap=True)
                )
        self._report = report

    def steps(self) -> Iterator[Step]:
        """Fill the card, a table at a time."""
        report = self._report
        if report.anchors.held:
            yield from self._figures("Anchors", "the reference", report.anchors)
        if report.again.held:
            if report.anchors.held:
                yield lambda: self.body.addWidget(line())
            yield from self._figures("Your own work, scored again", "yourself", report.again)

    def _figures(self, what: str, against: str, found: Figures) -> Iterator[Step]:
        yield lambda: self._agreement(what, against, found)
        yield lambda: self._criteria(found)
        yield lambda: self._over_time(found)
        yield lambda: self._practices(found)

    def _agreement(self, what: str, against: str, found: Figures) -> None:
        many = count_words(len(found.held), "practice", "practices")
        self.body.addWidget(Label(f"{what}: {many}", "strong", wrap=True))
        self.body.addWidget(
            Label(f"{tally_words(found.tally)} criteria. {found.leaning.sentence}", wrap=True)
        )
        self._table(
            f"Agreement with {against}",
            ("Agreement", "Value", "95% interval", "From", "Read with care"),
            [
                (
                    each.name,
                    value_words(each, percent=at < _SHARES),
                    interval_words(each, percent=at < _SHARES),
                    str(each.n),
                    ", ".join(CARE[doubt] for doubt in each.doubts),
                )
                for at, each in enumerate(found.estimates)
            ],
            (1, 2, 3),
        )
        cautions = dict.fromkeys(words for each in found.estimates for words in each.cautions)
        self.body.addWidget(Label(" ".join((*cautions, *found.notes)), "small", wrap=True))

    def _criteria(self, found: Figures) -> None:
        self._table(
            "By criterion",
            ("Criterion", "Exact", "Adjacent", "Miss", "Too high", "Too low"),
            [
                (
                    f"{each.criterion}  {each.title}",
                    *(str(many) for many in (each.tally.exact, each.tally.adjacent, each.tally.miss)),
                    str(each.leaning.high),
                    str(each.leaning.low),
                )
                for each in found.criteria
            ],
            (1, 2, 3, 4, 5),
        )

    def _over_time(self, found: Figures) -> None:
        self.body.addWidget(Label("Over time", "strong"))
        self.body.addWidget(Label(found.drift.sentence, wrap=True))
        if len(found.drift.points) > 1:
            self.charts.append(DriftChart(found.drift))
            self.body.addWidget(self.charts[-1])

    def _practices(self, found: Figures) -> None:
        latest = found.held[-MOST:]
        if len(latest) < len(found.held):
            self.body.addWidget(Label(f"The latest {MOST} of {len(found.held)}:", "small"))
        self._table(
            "Each practice",
            ("Practice", "When", "Exact", "Adjacent", "Miss", "On average", "Bar"),
            [_one(each) for each in latest],
            (2, 3, 4, 5),
        )

    def _table(
        self, name: str, headings: tuple[str, ...], rows: list[tuple[str, ...]], numbers: tuple[int, ...]
    ) -> None:
        column = QVBoxLayout()
        column.setSpacing(2)
        self.tables.append(PlainTable(name, headings, rows, numbers=numbers))
        column.addWidget(self.tables[-1])
        self.body.addLayout(column)


def _one(held: Held) -> tuple[str, ...]:
    counts = held.tally
    mean = sum(held.steps) / counts.n if counts.n else 0.0
    bar = {None: "", True: "reached", False: "not reached"}[held.reaches]
    return (
        held.practised.alias,
        day_words(held.practised.at.date()),
        str(counts.exact),
        str(counts.adjacent),
        str(counts.miss),
        f"{mean:+.2f}".replace("-", "−"),
        bar,
    )
