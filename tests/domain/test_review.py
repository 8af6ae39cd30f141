"""A review is a fold over records: order, repetition, undo, redo, restarts, slots, conflicts and wild clocks."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain import records as kinds
from reviewer_app.domain.review import OVERALL, fold, settled, slot_of, step_of
from tests.domain.made import LEVELS, MORNING, Writer, act, said, scripts


@given(scripts(), scripts(), st.randoms(use_true_random=False))
def test_the_order_in_which_records_arrive_changes_nothing(
    first: Writer, second: Writer, shuffle: random.Random
) -> None:
    second.device = "phone"
    theirs = [replace(each, id=f"phone-{each.n:03}", device="phone") for each in second.records]
    together = [*first.records, *theirs]
    mixed = together[:]
    shuffle.shuffle(mixed)
    assert fold("s", mixed) == fold("s", together)


@given(scripts())
def test_a_record_that_arrives_twice_counts_once(writer: Writer) -> None:
    assert fold("s", [*writer.records, *writer.records]) == writer.state


@given(scripts())
def test_records_of_another_submission_are_passed_over(writer: Writer) -> None:
    others = [replace(each, id=f"x{each.id}", subject="t", device="x") for each in writer.records]
    assert fold("s", [*writer.records, *others]) == writer.state
    assert not fold("nobody", writer.records).started


@given(scripts(), st.sampled_from(["1.1", "1.2"]), st.sampled_from(["", *LEVELS]))
def test_undo_after_a_change_gives_what_was_before(writer: Writer, criterion: str, level: str) -> None:
    before = said(writer.state)
    writer.score(criterion, level)
    writer.undo()
    assert said(writer.state) == before


@given(scripts(), st.integers(1, 5))
def test_redo_after_undo_gives_the_same_again_any_number_of_steps(writer: Writer, steps: int) -> None:
    steps = min(steps, len(writer.state.undo))
    seen = [said(writer.state)]
    for _ in range(steps):
        writer.undo()
        seen.append(said(writer.state))
    for expected in reversed(seen[:-1]):
        writer.redo()
        assert said(writer.state) == expected


@given(scripts())
def test_undoing_everything_leaves_a_review_that_was_never_started(writer: Writer) -> None:
    while writer.state.undo:
        writer.undo()
    assert not writer.state.started
    assert writer.state.effective == {}


@given(scripts())
def test_a_new_change_after_undo_drops_what_could_be_redone(writer: Writer) -> None:
    if writer.state.undo:
        writer.undo()
    before = writer.state
    change = writer.score("1.1", "basic")
    assert writer.state.redo == ()
    assert writer.state.undo[-1] == change.id
    writer.undo()
    assert said(writer.state) == said(before)


@given(scripts(), st.data())
def test_undo_and_redo_go_on_after_a_restart(writer: Writer, data: st.DataObject) -> None:
    again = Writer(writer.device, writer.at)
    again.records = [replace(each) for each in reversed(writer.records)]
    assert again.state == writer.state
    for each in (writer, again):
        each.records.sort(key=lambda record: record.n)
    choice = data.draw(st.sampled_from(["undo", "redo", "score"]))
    for each in (writer, again):
        if choice == "undo" and each.state.undo:
            each.undo()
        elif choice == "redo" and each.state.redo:
            each.redo()
        else:
            each.score("1.2", "developing")
    assert again.state == writer.state


@given(st.lists(st.integers(-(10**8), 10**8), min_size=12, max_size=12), st.data())
def test_a_clock_that_jumps_by_years_changes_nothing_on_one_device(
    jumps: list[int], data: st.DataObject
) -> None:
    steady, wild = Writer(), Writer()
    for jump in jumps:
        act(steady, data.draw)
        wild.records = [
            replace(each, at=MORNING + timedelta(seconds=jumps[k % len(jumps)]))
            for k, each in enumerate(steady.records)
        ]
        assert fold("s", wild.records) == steady.state, jump


def test_a_burst_of_typing_is_one_step() -> None:
    writer = Writer()
    for text in ("G", "Go", "Good"):
        writer.comment("1.1", text, step="burst")
    assert writer.state.comments == {"1.1": "Good"}
    assert writer.state.undo == ("burst",)
    writer.undo()
    assert writer.state.comments == {}
    writer.redo()
    assert writer.state.comments == {"1.1": "Good"}


def test_a_burst_that_was_gone_back_to_is_still_one_step() -> None:
    writer = Writer()
    writer.comment("1.1", "G", step="burst")
    level = writer.score("1.1", "basic")
    writer.comment("1.1", "Good", step="burst")
    assert writer.state.undo == (level.id, "burst")
    writer.undo()
    assert (writer.state.comments, writer.state.scores) == ({}, {"1.1": "basic"})
    writer.redo()
    assert writer.state.comments == {"1.1": "Good"}


def test_an_empty_level_or_text_takes_the_word_back() -> None:
    writer = Writer()
    writer.score("1.1", "basic")
    writer.comment(OVERALL, "Well done")
    writer.score("1.1", "")
    writer.comment(OVERALL, "")
    assert not writer.state.started
    assert len(writer.state.undo) == 4


def test_each_kind_has_its_own_slots() -> None:
    assert slot_of(kinds.SCORE, {"criterion": "1.1"}) != slot_of(kinds.COMMENT, {"criterion": "1.1"})
    assert slot_of(kinds.COMMENT, {"criterion": "1.1"}) != slot_of(kinds.NOTE, {"criterion": "1.1"})
    assert slot_of(kinds.COMMENT, {}) == slot_of(kinds.COMMENT, {"criterion": OVERALL})
    assert slot_of(kinds.CITATION, {"id": "a", "criterion": "1.1"}) == slot_of(kinds.CITATION, {"id": "a"})
    assert slot_of(kinds.FLAG, {"id": "a"}) != slot_of(kinds.CITATION, {"id": "a"})


@given(scripts())
def test_one_device_is_never_in_conflict_with_itself(writer: Writer) -> None:
    assert writer.state.conflicts == ()


def _two_devices() -> tuple[Writer, Writer]:
    laptop, tablet = Writer("laptop"), Writer("tablet", MORNING + timedelta(minutes=1))
    laptop.score("1.1", "basic")
    tablet.known = list(laptop.records)
    laptop.score("1.1", "developing")
    tablet.score("1.1", "proficient")
    return laptop, tablet


def test_two_devices_that_supersede_the_same_are_in_conflict_and_both_stay() -> None:
    laptop, tablet = _two_devices()
    state = fold("s", [*laptop.records, *tablet.records])
    (conflict,) = state.conflicts
    assert conflict.slot == "score:1.1"
    assert set(conflict.records) == {"laptop-002", "tablet-001"}
    assert state.scores == {"1.1": "proficient"}, "the later one stands until a person decides"


@pytest.mark.parametrize("who", [0, 1, 2])
def test_whoever_settles_a_conflict_it_is_settled_on_every_device(who: int) -> None:
    laptop, tablet = _two_devices()
    devices = [laptop, tablet, Writer("phone", MORNING + timedelta(minutes=9))]
    everything = [*laptop.records, *tablet.records]
    chooser = devices[who]
    chooser.known = [each for each in everything if each.device != chooser.device]
    settles = settled(chooser.state, "score:1.1")
    assert len(settles) == 1
    chooser.write(
        "score.set", {"criterion": "1.1", "level": "developing", "settles": list(settles)}, later=999
    )
    state = fold("s", [*chooser.known, *chooser.records])
    assert state.conflicts == ()
    assert state.scores == {"1.1": "developing"}
    assert settled(state, "score:1.1") == ()
    chooser.undo()
    assert len(chooser.state.conflicts) == 1, "undoing the choice brings the question back"


def test_changes_of_different_things_are_no_conflict() -> None:
    laptop, tablet = Writer("laptop"), Writer("tablet")
    laptop.score("1.1", "basic")
    tablet.score("1.2", "basic")
    tablet.comment("1.1", "Good")
    state = fold("s", [*laptop.records, *tablet.records])
    assert state.conflicts == ()
    assert state.scores == {"1.1": "basic", "1.2": "basic"}


def test_citations_and_flags_come_and_go() -> None:
    writer = Writer()
    writer.write("citation.set", {"id": "a", "criterion": "1.1", "evidence": "e1", "label": "p. 1"})
    writer.write("flag.set", {"id": "f", "kind": "safety", "text": "Please look", "evidence": "e1"})
    (citation,), (flag,) = writer.state.citations, writer.state.flags
    assert (citation.label, flag.kind, flag.evidence) == ("p. 1", "safety", "e1")
    writer.write("citation.set", {"id": "a", "criterion": "1.1", "evidence": "e1", "removed": True})
    writer.write("flag.set", {"id": "f", "removed": True})
    assert not writer.state.started


def test_the_latest_decision_is_the_one_and_starts_nothing_to_undo() -> None:
    writer = Writer()
    change = writer.score("1.1", "basic")
    decision = writer.write("decision.signed", {})
    assert writer.state.decision == decision.id
    assert writer.state.undo == (change.id,)


def test_records_that_supersede_each_other_still_give_a_state() -> None:
    writer = Writer()
    one, two = writer.score("1.1", "basic"), writer.score("1.1", "developing")
    state = fold("s", [replace(one, supersedes=two.id), two])
    assert state.scores == {"1.1": "developing"}


def test_a_change_without_a_step_is_its_own() -> None:
    writer = Writer()
    assert step_of(writer.score("1.1", "basic")) == "laptop-001"
    assert step_of(writer.comment("1.1", "G", step="burst")) == "burst"


def test_what_another_laptop_said_between_an_undo_and_its_redo_takes_nothing_away() -> None:
    here, there = Writer("here"), Writer("there")
    first = here.score("1.1", "basic")
    here.undo(later=60)
    here.redo(later=60)
    meanwhile = there.score("1.2", "proficient", later=90)
    state = fold("s", [*here.records, meanwhile])
    assert state.scores == {"1.1": "basic", "1.2": "proficient"}
    assert set(state.undo) == {first.id, meanwhile.id}


def test_an_undone_step_that_its_laptop_goes_on_with_stands_again() -> None:
    here, there = Writer("here"), Writer("there")
    first = here.comment("1.1", "One", step="burst")
    there.known = [first]
    undone = there.undo(later=60)
    second = here.comment("1.1", "One more", step="burst", later=90)
    state = fold("s", [first, undone, second])
    assert state.comments == {"1.1": "One more"}
    assert (state.undo, state.redo) == (("burst",), ())
