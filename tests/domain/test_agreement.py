"""Agreement by the field's formulas: as scikit-learn, SciPy and krippendorff reckon it, and published examples."""

from __future__ import annotations

import math
import random
import warnings
from collections.abc import Sequence
from itertools import pairwise

import krippendorff
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.metrics import cohen_kappa_score

from reviewer_app.domain.agreement import (
    Doubt,
    Estimate,
    Exactness,
    Pair,
    Table,
    Weights,
    exactness,
    percent_agreement,
    share,
    weight_table,
)
from reviewer_app.domain.agreement_alpha import Metric, krippendorff_alpha
from reviewer_app.domain.agreement_kappa import cohen_kappa, gwet_ac
from reviewer_app.domain.leaning import sign_test

LEVELS = ("a", "b", "c", "d")
PAIRS = st.lists(st.tuples(st.sampled_from(LEVELS), st.sampled_from(LEVELS)), min_size=2, max_size=60)
SKLEARN = {Weights.IDENTITY: None, Weights.LINEAR: "linear", Weights.QUADRATIC: "quadratic"}
Z = 1.959963984540054


def told(table: Sequence[Sequence[int]]) -> list[Pair]:
    """The pairs a printed table of counts stands for."""
    return [
        (LEVELS[i], LEVELS[j])
        for i, row in enumerate(table)
        for j, many in enumerate(row)
        for _ in range(many)
    ]


def error(made: Estimate) -> float:
    """The standard error behind an interval that was not cut off."""
    assert made.interval is not None
    return (made.interval.high - made.interval.low) / (2 * Z)


@given(PAIRS, st.sampled_from(Weights))
def test_kappa_is_scikit_learns(pairs: list[Pair], weights: Weights) -> None:
    made = cohen_kappa(pairs, LEVELS, weights)
    first, second = zip(*pairs, strict=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it divides by zero where we say so in words
        wanted = cohen_kappa_score(first, second, labels=list(LEVELS), weights=SKLEARN[weights])
    if made.value is None:
        assert made.doubts == (Doubt.ONE_LEVEL,)
        assert math.isnan(wanted)
    else:
        assert made.value == pytest.approx(wanted, abs=1e-9)


@st.composite
def ratings(draw: st.DrawFn) -> list[list[str | None]]:
    """What two to four judges said of some things, with gaps."""
    judges = draw(st.integers(2, 4))
    one = st.none() | st.sampled_from(LEVELS)
    return draw(st.lists(st.lists(one, min_size=judges, max_size=judges), min_size=2, max_size=25))


@given(ratings(), st.sampled_from(Metric))
def test_alpha_is_that_of_the_package_krippendorff(units: list[list[str | None]], metric: Metric) -> None:
    made = krippendorff_alpha(units, LEVELS, metric)
    judged = [unit for unit in units if sum(each is not None for each in unit) > 1]
    if made.value is None:
        said = {each for unit in judged for each in unit if each is not None}
        assert len(judged) < 2 or len(said) < 2
        return
    data = [
        [math.nan if unit[judge] is None else LEVELS.index(str(unit[judge])) for unit in units]
        for judge in range(len(units[0]))
    ]
    wanted = krippendorff.alpha(reliability_data=data, level_of_measurement=metric.value)
    assert made.value == pytest.approx(wanted, abs=1e-9)


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_interval_of_a_share_is_scipys_wilson_interval(hits: int, others: int) -> None:
    assume(hits + others)
    made = share("Share", hits, hits + others)
    wanted = binomtest(hits, hits + others).proportion_ci(method="wilson")
    assert made.interval is not None
    assert made.interval.low == pytest.approx(max(wanted.low, 0), abs=1e-9)
    assert made.interval.high == pytest.approx(min(wanted.high, 1), abs=1e-9)


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_sign_test_is_scipys_binomial_test(high: int, low: int) -> None:
    assume(high + low)
    assert sign_test(high, low) == pytest.approx(binomtest(high, high + low).pvalue)


def test_two_abstractors_of_a_hundred_records_as_printed_by_gwet() -> None:
    """Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed.; in his package irrCAC as cont3x3abstractors."""
    pairs = told([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
    kappa, ac1 = cohen_kappa(pairs, LEVELS[:3]), gwet_ac(pairs, LEVELS[:3])
    alpha = krippendorff_alpha(pairs, LEVELS[:3], Metric.NOMINAL)
    assert kappa.value == pytest.approx(0.7964094, abs=5e-8)
    assert error(kappa) == pytest.approx(0.05891072, abs=5e-9)
    assert ac1.value == pytest.approx(0.8493305, abs=5e-8)
    assert error(ac1) == pytest.approx(0.04321747, abs=5e-9)
    assert alpha.value == pytest.approx(0.7972585, abs=5e-8)
    assert error(alpha) == pytest.approx(0.05905473, abs=5e-4)
    assert percent_agreement(pairs).value == pytest.approx(0.89)


def test_two_judges_of_two_hundred_patients_as_in_fleiss_cohen_and_everitt() -> None:
    """Fleiss, Cohen and Everitt 1969, Psychological Bulletin 72:323-327, table 1: kappa .429."""
    pairs = told([[106, 10, 4], [22, 28, 10], [2, 12, 6]])
    made = cohen_kappa(pairs, LEVELS[:3])
    assert made.value == pytest.approx(0.429, abs=5e-4)
    assert error(made) ** 2 == pytest.approx(0.002885, abs=5e-7)


def test_the_paradox_high_agreement_and_a_kappa_below_nothing() -> None:
    """Gwet 2008, British Journal of Mathematical and Statistical Psychology 61:29-48: 118, 5, 2, 0 of 125."""
    pairs = told([[118, 5], [2, 0]])
    kappa, ac1 = cohen_kappa(pairs, LEVELS[:2]), gwet_ac(pairs, LEVELS[:2])
    assert percent_agreement(pairs).value == pytest.approx(0.944)
    assert kappa.value == pytest.approx(-0.0234, abs=5e-5)
    assert ac1.value == pytest.approx(0.9408, abs=5e-5)
    assert Doubt.PREVAILING_LEVEL in kappa.doubts
    assert "Read AC1" in " ".join(kappa.cautions)


FOUR_OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


@pytest.mark.parametrize(("metric", "value"), [(Metric.NOMINAL, 0.743), (Metric.ORDINAL, 0.815)])
def test_four_observers_of_twelve_units_as_computed_by_krippendorff(metric: Metric, value: float) -> None:
    """Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, example C and its ordinal metric."""
    rows = [[None if each == "." else each for each in row.split()] for row in FOUR_OBSERVERS]
    made = krippendorff_alpha(list(zip(*rows, strict=True)), "12345", metric)
    assert made.value == pytest.approx(value, abs=5e-4)
    assert made.n == 11
    assert Doubt.FEW_JUDGED in made.doubts


def test_two_observers_of_ten_articles_as_computed_by_krippendorff() -> None:
    """Krippendorff 2011, example A: binary data, alpha .095."""
    meg, owen = "0100000010", "1110010000"
    made = krippendorff_alpha(list(zip(meg, owen, strict=True)), "01", Metric.NOMINAL)
    assert made.value == pytest.approx(0.095, abs=5e-4)


@given(PAIRS, st.sampled_from(Weights))
def test_full_agreement_is_one_and_only_it(pairs: list[Pair], weights: Weights) -> None:
    same = [(own, own) for own, _ in pairs]
    for made in (cohen_kappa(same, LEVELS, weights), gwet_ac(same, LEVELS, weights)):
        assert made.value is None or made.value == pytest.approx(1)
    if any(own != other for own, other in pairs):
        ac = gwet_ac(pairs, LEVELS, weights).value
        assert ac is not None
        assert ac < 1


@given(PAIRS, st.sampled_from(Weights))
def test_neither_judge_is_the_true_one(pairs: list[Pair], weights: Weights) -> None:
    swapped = [(other, own) for own, other in pairs]
    for of in (cohen_kappa, gwet_ac):
        one, two = of(pairs, LEVELS, weights), of(swapped, LEVELS, weights)
        assert one.value == pytest.approx(two.value)
        assert one.doubts == two.doubts
    one, two = krippendorff_alpha(pairs, LEVELS), krippendorff_alpha(swapped, LEVELS)
    assert one.value == pytest.approx(two.value)


@given(PAIRS)
def test_every_interval_holds_its_figure(pairs: list[Pair]) -> None:
    made = [percent_agreement(pairs)]
    made += [of(pairs, LEVELS, weights) for of in (cohen_kappa, gwet_ac) for weights in Weights]
    made += [krippendorff_alpha(pairs, LEVELS, metric) for metric in Metric]
    for each in made:
        if each.interval is not None:
            assert each.value is not None
            assert -1 <= each.interval.low <= each.value + 1e-9
            assert each.value - 1e-9 <= each.interval.high <= 1
        if each.value is not None:
            assert math.isfinite(each.value)


@pytest.mark.parametrize("levels", [LEVELS, LEVELS[:1]])
def test_what_cannot_be_said_is_said_in_words(levels: Sequence[str]) -> None:
    def all_of(pairs: list[Pair]) -> list[Estimate]:
        return [cohen_kappa(pairs, levels), gwet_ac(pairs, levels), krippendorff_alpha(pairs, levels)]

    for pairs, doubt in (([], Doubt.NONE_JUDGED), ([("a", "a")], Doubt.ONE_JUDGED)):
        for made in all_of(pairs):
            assert made.value is None
            assert made.doubts == (doubt,)
            assert made.cautions[0].endswith(".")
    assert percent_agreement([]).value is None
    one_level = [("a", "a")] * 9
    assert cohen_kappa(one_level, levels).doubts == (Doubt.ONE_LEVEL,)
    assert krippendorff_alpha(one_level, levels).doubts == (Doubt.ONE_LEVEL,)


def test_ac1_still_speaks_where_one_level_is_all_that_was_used() -> None:
    made = gwet_ac([("a", "a")] * 40, LEVELS[:3])
    assert made.value == pytest.approx(1)
    assert made.interval is None
    assert made.doubts == (Doubt.NO_SPREAD, Doubt.PREVAILING_LEVEL)


def test_few_judgements_are_warned_of_and_many_are_not() -> None:
    few, many = told([[3, 1], [1, 2]]), told([[15, 5], [5, 15]])
    for of in (cohen_kappa, gwet_ac, krippendorff_alpha):
        assert Doubt.FEW_JUDGED in of(few, LEVELS[:2]).doubts
        assert Doubt.FEW_JUDGED not in of(many, LEVELS[:2]).doubts
    assert share("Share", 3, 4).doubts == (Doubt.FEW_JUDGED,)
    assert share("Share", 30, 40).doubts == ()


def test_a_level_that_is_none_is_refused() -> None:
    for of in (cohen_kappa, gwet_ac, krippendorff_alpha):
        with pytest.raises(ValueError, match="not among the levels"):
            of([("a", "z"), ("a", "b")], LEVELS)


def test_the_bootstrap_is_as_chance_is_handed_in() -> None:
    pairs = told([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
    intervals = [
        krippendorff_alpha(pairs, LEVELS[:3], draw=random.Random(seed).randrange, rounds=300).interval
        for seed in (7, 7, 8)
    ]
    assert intervals[0] == intervals[1] != intervals[2]
    first, jackknife = intervals[0], krippendorff_alpha(pairs, LEVELS[:3]).interval
    assert first is not None
    assert jackknife is not None
    assert first.low == pytest.approx(jackknife.low, abs=0.06)
    assert first.high == pytest.approx(jackknife.high, abs=0.06)


@pytest.mark.parametrize("weights", Weights)
@pytest.mark.parametrize("levels", [1, 2, 5])
def test_weights_fall_from_one_for_the_same_level_to_nothing(weights: Weights, levels: int) -> None:
    table = weight_table(weights, levels)
    assert all(table[each][each] == 1 for each in range(levels))
    assert all(before >= after for before, after in pairwise(table[0]))
    assert levels == 1 or table[0][-1] == 0


def test_a_table_is_shares_of_what_was_judged() -> None:
    table = Table.of([("a", "b"), ("a", "a"), ("b", "b"), ("b", "b")], LEVELS[:2])
    assert table.cells == ((0.25, 0.25), (0.0, 0.5))
    assert (table.rows, table.columns, table.means) == ((0.5, 0.5), (0.25, 0.75), (0.375, 0.625))


def test_near_is_the_same_level_or_its_neighbour() -> None:
    assert [exactness(2, other) for other in (2, 1, 3, 0, 4)] == [
        Exactness.EXACT, Exactness.ADJACENT, Exactness.ADJACENT, Exactness.MISS, Exactness.MISS,
    ]  # fmt: skip
