"""What practice says so far, one micro-credential at a time: by criterion, in figures, its leaning and its drift."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewer_app.domain.agreement import Estimate, Weights, share
from reviewer_app.domain.agreement_alpha import Metric, krippendorff_alpha
from reviewer_app.domain.agreement_kappa import cohen_kappa, gwet_ac
from reviewer_app.domain.calibrating import (
    Compared,
    Practice,
    Practised,
    Standing,
    Tally,
    compare,
    standing,
    tally,
    when,
)
from reviewer_app.domain.leaning import Drift, Leaning, Point, drift, leaning
from reviewer_app.domain.rubric import Microcredential

CLUSTERED = (
    "Levels given to one submission hang together, so the true intervals are somewhat wider than these."
)
SEVERAL_SCALES = (
    "The criteria have different levels, so figures beyond chance are not reckoned over all of them."
)


@dataclass(frozen=True)
class Held:
    """One practice held against its reference."""

    practised: Practised
    compared: tuple[Compared, ...]
    tally: Tally
    reaches: bool | None
    """Whether it reaches the policy's bar; None where there is no bar, or it is no anchor."""

    @property
    def steps(self) -> tuple[int, ...]:
        """The differences in levels."""
        return tuple(each.steps for each in self.compared)


@dataclass(frozen=True)
class OfCriterion:
    """How one criterion went over several practices."""

    criterion: str
    title: str
    tally: Tally
    leaning: Leaning


@dataclass(frozen=True)
class Figures:
    """Agreement over several practices; ``notes`` say what holds for all the figures."""

    held: tuple[Held, ...]
    criteria: tuple[OfCriterion, ...]
    estimates: tuple[Estimate, ...]
    leaning: Leaning
    drift: Drift
    notes: tuple[str, ...]

    @property
    def tally(self) -> Tally:
        """All criteria of all practices."""
        every = [each.tally for each in self.held]
        return Tally(
            sum(each.exact for each in every),
            sum(each.adjacent for each in every),
            sum(each.miss for each in every),
        )


@dataclass(frozen=True)
class OfMicrocredential:
    """Practice at one micro-credential: on ``anchors``, and ``again`` on one's own earlier work."""

    microcredential: str
    title: str
    standing: Standing | None
    anchors: Figures
    again: Figures


def practice_report(
    practised: Iterable[Practised],
    rubrics: Mapping[str, Microcredential],
    asked: Mapping[str, Microcredential],
) -> tuple[OfMicrocredential, ...]:
    """A report for each micro-credential that was practised, or whose policy asks for practice.

    ``rubrics`` are those known here by their hash; practice by a rubric that is not here is left out. ``asked`` gives
    by micro-credential the edition whose title and policy count.
    """
    once = _once(practised)
    by: dict[str, list[Practised]] = {each: [] for each in asked}
    for each in once:
        if each.rubric_hash in rubrics:
            by.setdefault(each.microcredential, []).append(each)
    made: list[OfMicrocredential] = []
    for microcredential, found in by.items():
        newest = asked.get(microcredential) or rubrics[found[-1].rubric_hash]
        bar = newest.policy.calibration
        if not found and bar is None:
            continue
        held = {each.record: _held(each, rubrics[each.rubric_hash], newest) for each in found}
        anchors = [held[each.record] for each in found if each.practice is Practice.ANCHOR]
        again = [held[each.record] for each in found if each.practice is Practice.AGAIN]
        made.append(
            OfMicrocredential(
                microcredential,
                newest.title,
                standing(bar, (each.tally for each in anchors)) if bar else None,
                figures(anchors, rubrics),
                figures(again, rubrics),
            )
        )
    return tuple(sorted(made, key=lambda each: (each.title, each.microcredential)))


def standing_at(
    subject: Microcredential, practised: Iterable[Practised], rubrics: Mapping[str, Microcredential]
) -> Standing | None:
    """How far one is from the bar of a micro-credential, without any other figure; None where it has none."""
    bar = subject.policy.calibration
    if bar is None:
        return None
    anchors = (
        each
        for each in _once(practised)
        if each.practice is Practice.ANCHOR
        and each.microcredential == subject.id
        and each.rubric_hash in rubrics
    )
    return standing(
        bar, (tally(compare(rubrics[each.rubric_hash], each.own, each.reference)) for each in anchors)
    )


def _once(practised: Iterable[Practised]) -> list[Practised]:
    """In order of time, each submission once: what two laptops compared at the same time counts as it first was."""
    first: dict[str, Practised] = {}
    for each in sorted(practised, key=when):
        first.setdefault(each.submission, each)
    return list(first.values())


def _held(practised: Practised, rubric: Microcredential, newest: Microcredential) -> Held:
    compared = compare(rubric, practised.own, practised.reference)
    counts, bar = tally(compared), newest.policy.calibration
    counts_for_bar = bar is not None and practised.practice is Practice.ANCHOR
    return Held(practised, compared, counts, counts.reaches(bar) if bar and counts_for_bar else None)


def figures(held: Sequence[Held], rubrics: Mapping[str, Microcredential]) -> Figures:
    """The figures over these practices, all of one micro-credential."""
    compared = [each for one in held for each in one.compared]
    counts = tally(compared)
    estimates = [
        share("Exact", counts.exact, counts.n),
        share("Exact or adjacent", counts.near(1), counts.n),
    ]
    notes = [CLUSTERED] if compared else []
    scales = {_scale(rubrics[one.practised.rubric_hash], each) for one in held for each in one.compared}
    if len(scales) == 1:
        estimates += beyond_chance([(each.own, each.reference) for each in compared], scales.pop())
    elif scales:
        notes.append(SEVERAL_SCALES)
    return Figures(
        tuple(held),
        _by_criterion(held),
        tuple(estimates),
        leaning(each.steps for each in compared),
        drift([_point(each) for each in held if each.compared]),
        tuple(notes),
    )


def beyond_chance(pairs: Sequence[tuple[str, str]], levels: Sequence[str]) -> list[Estimate]:
    """The figures that leave chance out, over one scale of levels, lowest first."""
    return [
        *(cohen_kappa(pairs, levels, weights) for weights in Weights),
        gwet_ac(pairs, levels),
        gwet_ac(pairs, levels, Weights.LINEAR),
        krippendorff_alpha(pairs, levels, Metric.NOMINAL),
        krippendorff_alpha(pairs, levels, Metric.ORDINAL),
    ]


def _scale(rubric: Microcredential, compared: Compared) -> tuple[str, ...]:
    return tuple(level.id for level in rubric.criterion(compared.criterion).levels)


def _by_criterion(held: Sequence[Held]) -> tuple[OfCriterion, ...]:
    found: dict[str, list[Compared]] = {}
    for each in (each for one in held for each in one.compared):
        found.setdefault(each.criterion, []).append(each)
    return tuple(
        OfCriterion(criterion, each[-1].title, tally(each), leaning(one.steps for one in each))
        for criterion, each in found.items()
    )


def _point(held: Held) -> Point:
    counts = held.tally
    return Point(
        held.practised.at,
        held.practised.alias,
        sum(held.steps) / counts.n,
        counts.near(1) / counts.n,
        counts.exact / counts.n,
    )
