"""A change follows what its author saw: what another laptop said meanwhile stands beside it."""

from __future__ import annotations

from dataclasses import replace

from reviewer_app.domain.knowing import follows
from reviewer_app.domain.records import Record
from tests.domain.made import Writer


def told(*records: Record) -> dict[str, Record]:
    return {each.id: each for each in records}


def test_what_was_shown_is_followed() -> None:
    here = Writer("here")
    first = here.comment("1.1", "One")
    assert follows([first.id], {first.id}, told(first), "here") == (first.id, ())


def test_what_the_same_laptop_went_on_to_say_is_followed_too() -> None:
    here = Writer("here")
    first, second = here.comment("1.1", "One"), here.comment("1.1", "One more")
    assert follows([second.id], {first.id}, told(first, second), "here") == (second.id, ())


def test_what_another_laptop_went_on_to_say_stands_beside_it() -> None:
    here, there = Writer("here"), Writer("there")
    first = here.comment("1.1", "One")
    there.known = [first]
    news = there.comment("1.1", "Other")
    mine = replace(first, id="mine", supersedes=first.id)
    assert follows([news.id], {first.id}, told(first, news), "here") == (first.id, ())
    assert follows([news.id], {first.id}, told(first, news, mine), "here") == (first.id, ())


def test_the_first_words_of_another_laptop_stand_beside_the_first_ones_here() -> None:
    news = Writer("there").comment("1.1", "Other")
    assert follows([news.id], (), told(news), "here") == ("", ())
    assert follows([], (), {}, "here") == ("", ())


def test_two_versions_that_were_shown_are_settled_and_a_third_that_was_not_is_kept() -> None:
    ends = [Writer(name).comment("1.1", name) for name in ("here", "there", "third")]
    known = told(*ends)
    ids = [each.id for each in ends]
    assert follows(ids, ids[:2], known, "here") == (ids[0], (ids[1],))
    assert follows([ids[2], ids[0], ids[1]], ids[:2], known, "here") == (ids[0], (ids[1],))


def test_what_was_undone_since_is_no_longer_followed() -> None:
    here = Writer("here")
    first = here.comment("1.1", "One")
    assert follows([first.id], {"gone"}, told(first), "here") is None
