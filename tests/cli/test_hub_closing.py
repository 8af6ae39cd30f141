"""Work is ended before it is decided and opened again, by command."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Said


def test_an_adjudication_is_closed_and_opened_again(say: Said, bundle: Path) -> None:
    assert say("hub", "create", "Lakeside").code == 0
    assert say("hub", "take", bundle).code == 0
    assert say("hub", "add-person", "Ada").code == 0
    assert say("hub", "assign", "A09D", "Ada").code == 0
    assert say("hub", "supersede", "A09D", "--json").document == {"given": 0}
    assert say("hub", "close", "A09D", "--reason", "Over.", "--json").document == {"taken_back": 1}
    assert say("hub", "assignments", "--json").document[0]["state"] == "withdrawn"
    assert "Open again" in say("hub", "reopen", "A09D", "Ada").out
    assert "not closed" in say("hub", "reopen", "A09D", "Ada").out
    assert say("hub", "close", "nothing", "--reason", "Over.").code == 2
