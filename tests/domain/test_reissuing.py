"""What is said again under another key: the same words and moments, other ids, and always the same ones."""

from __future__ import annotations

from dataclasses import replace

from reviewer_app.domain.records import DECISION_WITHDRAWN, read_record
from reviewer_app.domain.reissuing import REISSUED, continued, reissued, successor_key
from reviewer_app.domain.signing import SigningKey
from tests.exchange.sample_work import decide, say, submission

KEY = SigningKey(bytes(range(32)))
NEXT = successor_key(KEY, "0" * 64)


def test_the_next_key_follows_from_the_one_before_and_from_what_differs() -> None:
    assert successor_key(KEY, "0" * 64).name == NEXT.name
    assert (
        len({KEY.name, NEXT.name, successor_key(KEY, "1" * 64).name, successor_key(NEXT, "0" * 64).name}) == 4
    )


def test_the_same_is_said_with_other_ids_that_point_at_each_other() -> None:
    first = decide(KEY, 5, submission(1))
    back = say(KEY, 6, first.subject, kind=DECISION_WITHDRAWN, body={"decision": first.id, "reason": "x"})
    again = list(reissued([first, back], NEXT))
    assert [(each.device, each.n) for each in again] == [(NEXT.name, 1), (NEXT.name, 2)]
    assert [read_record(each.document).at for each in again] == [first.at, back.at]
    assert again[0].body == first.body
    assert again[1].body == {"decision": again[0].id, "reason": "x"}
    assert [each.hashes[REISSUED] for each in again] == [first.sha256, back.sha256]
    assert not {each.id for each in again} & {first.id, back.id}
    assert [each.id[14] for each in again] == ["7", "7"]
    assert [each.id[:13] for each in again] == [first.id[:13], back.id[:13]]


def test_it_is_said_in_the_same_bytes_each_time() -> None:
    said = [say(KEY, n) for n in (3, 4)]
    assert [each.sha256 for each in reissued(said, NEXT)] == [each.sha256 for each in reissued(said, NEXT)]
    assert next(reissued([say(KEY, 1, id="not-a-uuid")], NEXT)).id[14] == "7"


def test_a_line_made_again_goes_on_with_what_was_heard_of_it_as_far_as_it_is_the_same() -> None:
    heard = [say(NEXT, n) for n in (1, 2, 3)]
    assert continued(heard[:1], heard) == heard
    assert continued([], heard) == heard
    assert continued([], heard[1:]) == []
    assert continued(heard[:1], [heard[0], heard[2]]) == heard[:1]
    assert continued([heard[0], say(NEXT, 2)], [heard[0], heard[2]])[2:] == []
    other = say(NEXT, 1)
    assert continued([other], heard) == [other]
    assert continued([replace(heard[0])], heard[:1]) == heard[:1]
