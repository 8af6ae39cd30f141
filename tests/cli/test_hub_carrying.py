"""What the hub says of a stick."""

from __future__ import annotations

import pytest

from reviewer_app.hub.carrying import Visit
from reviewer_app.hub.visit_words import summed_up


@pytest.mark.parametrize(
    ("done", "words"),
    [
        (
            Visit(laptops=1, accepted=1, answers=1, files=1),
            "1 record received from 1 laptop, 0 refused. Answers left for 1 laptop, with 1 file.",
        ),
        (
            Visit(
                laptops=2,
                accepted=1200,
                refused=1,
                lacking=2,
                damaged=["x"],
                unread=2,
                unread_told=["2 of Bo."],
                strangers=3,
                came_back=1,
                given_back=4,
                files_back=5,
            ),
            "1,200 records received from 2 laptops, 1 refused. Answers left for 0 laptops, with 0 files. "
            "Known again by this hub’s own signature: 1 laptop. "
            "What this hub had lost, as after a restore, came back from laptops. "
            "Files it had lost came back: 5. "
            "No room for 2 more files: they come the next time. "
            "Damaged and passed over: 1 message; what was in it comes again. "
            "2 of Bo. "
            "Left alone, being for another hub, or of a laptop that was shut out: 3 messages.",
        ),
    ],
)
def test_a_visit_in_words(done: Visit, words: str) -> None:
    assert summed_up(done) == words
