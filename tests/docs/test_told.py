"""What the documents tell is there, and what is there is told: commands, options, settings, keys, links, decisions."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer

from reviewer_app.cli.app import app
from reviewer_app.settings import METERED, MOTIONS, THEMES, Settings

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMANDS_PAGE = (ROOT / "docs" / "command-line.md").read_text("utf-8")
SETTINGS_PAGE = (ROOT / "docs" / "settings.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")


def _leaves(command: Any, words: tuple[str, ...] = ()) -> dict[str, Any]:
    inner = getattr(command, "commands", None)
    if inner is None:
        return {" ".join(words): command}
    return {
        name: leaf for word, each in inner.items() for name, leaf in _leaves(each, (*words, word)).items()
    }


COMMANDS = _leaves(typer.main.get_command(app))
SECTIONS = {
    found.group(1).strip(): found.group(0)
    for found in re.finditer(
        r"^### `reviewer-app ([a-z -]+)[^`]*`\n.*?(?=^##|\Z)", COMMANDS_PAGE, re.M | re.S
    )
}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_a_section_that_names_each_of_its_options(name: str) -> None:
    section = SECTIONS[name]
    options = [
        option
        for parameter in COMMANDS[name].params
        if parameter.param_type_name == "option"
        for option in parameter.opts
        if option.startswith("--") and option != "--help"
    ]
    assert [option for option in options if f"`{option}" not in section] == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_names_its_arguments_as_its_help_does(name: str) -> None:
    heading = SECTIONS[name].splitlines()[0]
    wanted = [each.name.upper() for each in COMMANDS[name].params if each.param_type_name == "argument"]
    assert [word for word in wanted if word not in heading] == []


def test_no_command_is_told_that_does_not_exist() -> None:
    assert set(SECTIONS) == set(COMMANDS)


def _as_told(value: object) -> str:
    if value == "" or value == {}:
        return "empty"
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_setting_is_told_with_its_usual_value_and_none_besides() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|", SETTINGS_PAGE, re.M)
    told = {name: usual.strip("`") for name, _values, usual in rows}
    usual = Settings()
    kept = {each.name: _as_told(getattr(usual, each.name)) for each in fields(Settings)}
    assert told == kept
    assert all(f"`{theme}`" in SETTINGS_PAGE for theme in (*THEMES, *MOTIONS, *METERED))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_and_picture_of_a_page_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8"))
    local = [each.split("#")[0] for each in targets if not re.match(r"[a-z]+:", each)]
    assert [each for each in local if each and not (page.parent / each).exists()] == []


def test_every_page_can_be_reached_from_the_first() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        seen.add(page)
        targets = re.findall(r"\]\(([^)\s#]+\.md)(?:#[^)]*)?\)", page.read_text("utf-8"))
        waiting += [(page.parent / each).resolve() for each in targets if not re.match(r"[a-z]+:", each)]
    assert set(PAGES) - seen == set()


def test_the_readme_opens_with_a_sentence_a_picture_and_two_commands() -> None:
    parts = [part.strip() for part in README.split("\n\n")[1:4]]
    assert re.fullmatch(r"[^.!?]+\.", parts[0].replace("\n", " "))
    assert parts[1].startswith("![")
    assert parts[2].split() == ["make", "run", "make", "test"]


def test_every_word_that_make_knows_is_in_the_readme() -> None:
    line = re.search(r"^([a-z -]+):$", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert line is not None
    assert [word for word in line.group(1).split() if f"make {word}" not in README] == []


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\((\d{4}-[a-z0-9-]+\.md)\)", (folder / "README.md").read_text("utf-8")))
    assert {path.name for path in folder.glob("[0-9]*.md")} == listed


def test_every_screenshot_is_shown_somewhere() -> None:
    shown = {
        (page.parent / target).resolve()
        for page in PAGES
        for target in re.findall(r"\]\(([^)\s]+\.png)\)", page.read_text("utf-8"))
    }
    assert set((ROOT / "docs" / "screenshots").rglob("*.png")) - shown == set()
