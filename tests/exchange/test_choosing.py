"""Which files come now: what is open, then by due date, as far as the terms and the disk allow."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.exchange.choosing import Choice, Wanted, Why, choose
from reviewer_app.exchange.terms import Terms

FILES = (Wanted("a", 100, "s1"), Wanted("b", 300, "s2", here=50), Wanted("c", 50, "s3"))


def names(choice: Choice) -> list[str]:
    return [each.sha256 for each in choice.take]


def chosen(terms: Terms, free: int = 1000, reserve: int = 0, near: str = "") -> Choice:
    return choose(FILES, terms, free, reserve, lambda sha256: sha256 in near)


def test_everything_comes_in_the_order_in_which_it_is_due() -> None:
    assert names(chosen(Terms())) == ["a", "b", "c"]
    assert chosen(Terms()).need == 400


def test_what_is_open_comes_first() -> None:
    assert names(chosen(Terms(first="s3"))) == ["c", "a", "b"]


def test_paused_and_work_only_let_nothing_come_not_even_from_near() -> None:
    assert chosen(Terms(paused=True), near="abc").waits == dict.fromkeys("abc", Why.PAUSED)
    assert chosen(Terms(work_only=True), near="abc").waits == dict.fromkeys("abc", Why.WORK_ONLY)


def test_on_a_line_that_costs_money_only_what_is_near_or_agreed_to_comes() -> None:
    choice = chosen(Terms(metered=True, agreed=frozenset({"c"})), near="a")
    assert names(choice) == ["a", "c"]
    assert choice.waits == {"b": Why.METERED}


def test_a_large_file_asks_unless_it_is_near_or_agreed_to() -> None:
    assert chosen(Terms(ask_over=90)).waits == {"a": Why.ASKS, "b": Why.ASKS}
    assert chosen(Terms(ask_over=90, agreed=frozenset({"a"})), near="b").waits == {}


def test_what_does_not_fit_waits_and_the_smaller_ones_behind_it_come() -> None:
    choice = chosen(Terms(), free=260, reserve=60)
    assert names(choice) == ["a", "c"]
    assert choice.waits == {"b": Why.SPACE}
    # 200 may be used, 150 are, and 250 are wanted.
    assert choice.lacking == 200


def test_a_disk_below_its_reserve_takes_nothing_and_says_all_that_is_lacking() -> None:
    choice = chosen(Terms(), free=10, reserve=60)
    assert names(choice) == []
    assert choice.lacking == 450


@given(
    sizes=st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), max_size=12),
    free=st.integers(0, 500),
    reserve=st.integers(0, 100),
)
def test_what_is_taken_fits_and_with_what_is_lacking_all_would(
    sizes: list[tuple[int, int]], free: int, reserve: int
) -> None:
    files = [Wanted(str(place), size, "s", here) for place, (size, here) in enumerate(sizes)]
    choice = choose(files, Terms(), free, reserve, lambda _sha256: False)
    left = sum(each.left for each in choice.take)
    assert left <= max(0, free - reserve)
    assert len(choice.take) + len(choice.waits) == len(files)
    if choice.waits:
        assert free - reserve + choice.lacking == choice.need
        again = choose(files, Terms(), free + choice.lacking, reserve, lambda _sha256: False)
        assert not again.waits
