"""The table of actions: every one named once, drawn, explained, reachable by keyboard, and alone with its key."""

import itertools
import json
import re
from pathlib import Path

import pytest

from reviewer_app.paths import resource
from reviewer_app.ui.commands.command import DOOR, MEDIA, NOT_NOW, REVIEW, WINDOW, always, overlap, shadows
from reviewer_app.ui.commands.help_texts import help_for, help_texts
from reviewer_app.ui.commands.page import page
from reviewer_app.ui.commands.rows import on_screen
from reviewer_app.ui.commands.spelling import portable, refused, spelled
from reviewer_app.ui.commands.table import BY_NAME, COMMANDS, beside
from reviewer_app.ui.commands.window import PLACE_ACTS
from reviewer_app.ui.icons import MEANINGS
from reviewer_app.ui.places import PLACES

pytestmark = pytest.mark.usefixtures("qapp")
ROOT = Path(__file__).resolve().parents[3]
SCREENS = sorted({each.where for each in COMMANDS} - {WINDOW, MEDIA} | {act.id for act in PLACE_ACTS})


def test_every_action_has_a_name_of_its_own() -> None:
    assert len(BY_NAME) == len(COMMANDS)


def test_no_key_means_two_things_where_both_are_in_front() -> None:
    clashes = [
        (one.name, other.name, key)
        for one, other in itertools.combinations(COMMANDS, 2)
        if overlap(one.where, other.where) and (one.changeable or other.changeable)
        for key in {portable(each) for each in one.keys} & {portable(each) for each in other.keys}
    ]
    assert clashes == []


def test_a_recording_has_its_keys_first_and_no_other_place_lies_within_another() -> None:
    assert shadows(REVIEW, MEDIA)
    assert not overlap(REVIEW, MEDIA)
    assert [one for one, other in itertools.combinations(SCREENS, 2) if shadows(one, other)] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.name)
def test_every_action_is_reachable_by_keyboard_and_explains_itself(command) -> None:  # type: ignore[no-untyped-def]
    assert command.keys or command.changeable  # a key, or a place in the list of all commands
    assert all(portable(key) for key in command.keys)
    assert command.text[0].isupper() or command.text[0].isdigit()
    assert not command.icon or command.icon in MEANINGS or resource("icons", f"{command.icon}.svg")
    assert command.when is always or command.why != NOT_NOW


def test_what_a_shortcut_is_by_itself_is_no_key_of_fields_and_lists() -> None:
    strange = {"clear-score"}  # Backspace; it is the field's wherever a field has the keyboard
    told = [
        (each.name, key)
        for each in COMMANDS
        if each.changeable and each.where != MEDIA and each.id not in strange
        for key in each.keys
        if refused(key)
    ]
    assert told == []


def test_the_actions_beside_one_are_those_of_its_place_and_of_the_window() -> None:
    found = {each.where for each in beside(BY_NAME["queue.search"])}
    assert found == {"queue", WINDOW}
    assert {each.where for each in beside(BY_NAME["lock"])} == {each.where for each in COMMANDS}


@pytest.mark.parametrize("where", SCREENS)
def test_each_screen_says_what_it_is_for_and_what_to_do_first(where: str) -> None:
    told = help_for(where)
    assert 1 <= len(told.about) <= 3
    assert 1 <= len(told.first) <= 3
    for sentence in (*told.about, *told.first):
        assert re.search(r"[.?]$", sentence), sentence
        assert len(sentence) < 140


def test_no_help_is_told_for_a_screen_that_is_not_there() -> None:
    assert set(help_texts()) == set(SCREENS)
    assert json.loads(resource("help.json").read_text("utf-8")).keys() == help_texts().keys()


def test_every_place_is_an_action_with_the_key_it_has_in_the_sidebar() -> None:
    assert [(act.text, act.icon, act.keys[0] if act.keys else "") for act in PLACE_ACTS] == list(PLACES)


@pytest.mark.parametrize("where", SCREENS)
def test_the_sheet_of_a_screen_tells_its_actions_and_those_of_the_window(where: str) -> None:
    told = {line.text for group in on_screen(where, COMMANDS) for line in group.lines}
    here = [each for each in COMMANDS if each.where == where and not each.id.startswith("score-")]
    assert {each.text.replace("…", "") for each in here} <= told
    assert "Help and keys of this screen" in told
    assert ("Lock the store" in told) is (where != DOOR)


def test_the_levels_of_a_criterion_take_one_line() -> None:
    lines = [line for group in on_screen(REVIEW, COMMANDS) for line in group.lines]
    assert [line.keys for line in lines if line.text == "Level for this criterion"] == [("1 … 9",)]


def test_the_page_of_keys_in_the_documentation_is_current() -> None:
    assert (ROOT / "docs" / "keys.md").read_text("utf-8") == page(), "run: python -m docs.write_keys"


def test_keys_are_spelled_as_a_person_reads_them() -> None:
    assert [spelled(key) for key in ("Ctrl++", "+", "Ctrl+Return", "PgDown", "Shift+Up", "Ctrl+Shift+F")] == [
        *("Ctrl++", "+", "Ctrl+Enter", "PgDn", "Shift+↑", "Ctrl+Shift+F"),
    ]


@pytest.mark.parametrize(
    "key",
    ["Esc", "Tab", "Shift+Tab", "Return", "Space", "Shift+Space", "Up", "Ctrl+C", "Ctrl+Foo", "A, B", ""],
)
def test_a_key_that_cannot_be_given_says_why(key: str) -> None:
    assert refused(key).endswith(".")


@pytest.mark.parametrize(
    "key", ["A", "Shift+A", "Ctrl+Return", "F9", "Ctrl+Alt+K", "/", "Ctrl+Up", "ctrl+shift+k"]
)
def test_a_key_that_can_be_given_is_not_refused(key: str) -> None:
    assert refused(key) == ""


def test_no_button_tells_a_key_by_hand() -> None:
    """A key written beside a button would be wrong as soon as a person changes it."""
    said = re.compile(r"(?:hint|key)=\"[^\"]*(?:Ctrl\+|Shift\+|\([A-Z]\)|\bF\d)[^\"]*\"|\( / \)")
    own = {  # a dialog's or a page's own keys, which no table of the window has
        *("reviewer_app/ui/review/asking.py", "reviewer_app/ui/review/attempts/page.py"),
        *("reviewer_app/ui/guide/bar.py", "reviewer_app/ui/review/bank.py"),
        *("reviewer_app/ui/review/check_item.py", "reviewer_app/ui/review/check_panel.py"),
    }
    guilty = [
        f"{path.relative_to(ROOT)}: {found.group(0)}"
        for path in sorted((ROOT / "reviewer_app" / "ui").rglob("*.py"))
        if path.relative_to(ROOT).as_posix() not in own
        for found in said.finditer(path.read_text("utf-8"))
    ]
    assert guilty == []
