"""What starts a hub on a server names only commands, options, settings and libraries that there are."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from reviewer_app.cli.app import app
from reviewer_app.hub.service.settings import CONFIG_VARIABLE, IN_A_FILE, NAMES, PREFIX, SECRETS

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "packaging" / "hub"
UNITS = sorted(FOLDER.glob("*.service"))
CONTAINER = (FOLDER / "Containerfile").read_text("utf-8")
GUIDE = (ROOT / "docs" / "hub-service.md").read_text("utf-8")
LOADED = """
import sys
started = set(sys.modules)  # an interpreter may bring setuptools' own hook along
import importlib.metadata as metadata
from pathlib import Path
from typer.testing import CliRunner
from reviewer_app.cli.app import app
from reviewer_app.hub.service import asking, processes, service_log
from reviewer_app.hub import on_postgres, serving
from reviewer_app.hub.shelves import objects
import psycopg, uvicorn.protocols.http.h11_impl, uvicorn.loops.asyncio
for words in (["create", "Lakeside"], ["people"], ["take", sys.argv[2]], ["backup", sys.argv[1] + "/kept"], ["verify"],
              ["verify", sys.argv[1] + "/kept"], ["health"]):
    done = CliRunner().invoke(app, ["hub", *words])
    assert done.exit_code == (5 if words == ["health"] else 0), (words, done.output)
owners = metadata.packages_distributions()
tops = {name.split(".")[0] for name, module in list(sys.modules.items())
        if name not in started and getattr(module, "__file__", None)}
# backports is an empty package that several share; httpx2 asks whether one of them is there
print(*sorted({owner for top in tops - {'backports'} for owner in owners.get(top, ())}))
"""


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(path: Path) -> dict[str, str]:
    """Every pinned library with its hashes, by name."""
    text = "\n".join(x for x in path.read_text("utf-8").splitlines() if not x.strip().startswith("#"))
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text)
    found = [(re.match(r"([\w.-]+)==", each.strip()), each.strip()) for each in blocks]
    return {plain(name[1]): block for name, block in found if name is not None}


def command_of(words: list[str]) -> tuple[Any, list[str]]:
    """The command that words name, and what is left of them."""
    command: Any = typer.main.get_command(app)
    while getattr(command, "commands", None) is not None:
        command = command.commands[words.pop(0)]
    return command, words


def check_words(words: list[str]) -> None:
    command, rest = command_of(words)
    known = {option for each in command.params for option in each.opts}
    assert [word for word in rest if word.startswith("-") and word.split("=")[0] not in known] == []


def variables(text: str) -> set[str]:
    return set(re.findall(rf"{PREFIX}[A-Z_]+", text))


KNOWN = {
    CONFIG_VARIABLE,
    *(f"{PREFIX}{name.upper()}" for name in NAMES),
    *(f"{PREFIX}{name.upper()}{IN_A_FILE.upper()}" for name in SECRETS),
}


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_a_unit_names_only_what_there_is(unit: Path) -> None:
    text = unit.read_text("utf-8")
    started = re.search(r"^ExecStart=/opt/reviewer/bin/reviewer-app (.+)$", text, re.MULTILINE)
    assert started is not None
    check_words(shlex.split(started[1]))
    assert variables(text) <= KNOWN
    credentials = set(re.findall(r"LoadCredential=([\w-]+):", text))
    assert set(re.findall(r"%d/([\w-]+)", text)) == credentials
    for line in (
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "User=reviewer-hub",
        "CapabilityBoundingSet=",
    ):
        assert f"\n{line}\n" in text
    folders = re.search(r"^StateDirectory=(.+)$", text, re.MULTILINE)
    assert folders is not None
    written = re.findall(r"(?:%S|/var/lib)/([\w-]+)", text)
    assert set(written) <= set(folders[1].split())


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    for each in (*UNITS, *FOLDER.glob("*.timer")):
        text = each.read_text("utf-8").replace("/opt/reviewer/bin/reviewer-app", sys.executable)
        (tmp_path / each.name).write_text(text, "utf-8")
    names = sorted(str(path) for path in tmp_path.iterdir())
    assert len(names) == 3
    tool = shutil.which("systemd-analyze")
    if tool is None:  # not on macOS, nor in a bare container; the test above looks at every word of a unit
        return
    done = subprocess.run([tool, "verify", "--man=no", *names], capture_output=True, text=True, check=False)
    assert (done.returncode, [x for x in done.stderr.splitlines() if "reviewer-hub" in x]) == (0, [])


def test_the_container_names_only_what_there_is_and_holds_no_secret() -> None:
    assert variables(CONTAINER) <= KNOWN
    assert not any(f"{PREFIX}{name.upper()}" in CONTAINER for name in SECRETS)
    for source in re.findall(r"^COPY (?!--from)(\S+)", CONTAINER, re.MULTILINE):
        assert (ROOT / source).exists()
    assert re.search(r"^ARG BASE=\S+:\d+\.\d+\.\d+-", CONTAINER, re.MULTILINE)
    assert re.search(r"^USER 8470:8470$", CONTAINER, re.MULTILINE)
    for words in re.findall(r"^(?:ENTRYPOINT|\s*CMD) \[(.+)\]$", CONTAINER, re.MULTILINE):
        said = [word.strip('" ') for word in words.split(",")]
        rest = said[said.index("reviewer_app") + 1 :] if "reviewer_app" in said else said
        if rest:
            check_words(rest)


def test_what_the_hub_is_installed_from_is_what_the_lock_pins() -> None:
    own, lock = pinned(FOLDER / "requirements.txt"), pinned(ROOT / "packaging" / "locks" / "dev.txt")
    assert {name: block for name, block in own.items() if lock.get(name) != block} == {}


def test_everything_a_hub_imports_is_installed_with_it(tmp_path: Path) -> None:
    from reviewer_app.bundles import make_from_folder
    from reviewer_app.domain.signing import SigningKey

    bundle = make_from_folder(
        ROOT / "resources" / "samples" / "submissions" / "A09D-1",
        tmp_path / "a.reviewbundle",
        SigningKey(bytes(32)),
        "2026-11-24T00:00:00.000Z",
    )
    environment = {
        "PATH": "/usr/bin",
        "PYTHONPATH": str(ROOT),
        "REVIEWER_HUB_FOLDER": str(tmp_path / "hub"),
        "REVIEWER_HUB_KEY": "ab" * 32,
        "REVIEWER_HUB_PORT": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", LOADED, str(tmp_path), str(bundle)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.stderr == ""
    imported = {plain(each) for each in done.stdout.split()} - {"reviewer-app"}
    assert imported - set(pinned(FOLDER / "requirements.txt")) == set()
    assert imported >= {"sqlcipher3", "obstore", "psycopg", "pyrage", "uvicorn"}


def test_the_guide_names_only_commands_options_and_settings_there_are() -> None:
    assert variables(GUIDE) <= KNOWN
    said = re.findall(r"reviewer-app hub ([^`\n]+)", GUIDE)
    assert len(said) > 5
    for words in said:
        check_words(["hub", *words.split(" #")[0].split()])
    for path in re.findall(r"packaging/hub/[\w.-]+", GUIDE):
        assert (ROOT / path).exists()
