"""The house rules that no linter knows: sizes, opening sentences, room names, mirrored tests, clean texts."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "reviewer_app"
LONGEST = 400
TOP_LEVEL = {
    *("reviewer_app", "resources", "packaging", "tests", "docs", "bench", ".ci"),
    *("pyproject.toml", "README.md", "Makefile", "CHANGELOG.md", ".gitignore"),
}
UNTRACKED = {".git", ".venv", "build", "dist", "__pycache__", ".hypothesis"}
LAZY_NAMES = {"utils", "util", "common", "misc", "core", "helpers", "shared"}
TEXT_KINDS = {".py", ".toml", ".txt", ".md", ".json", ".svg", ".typ", ".spec", ".qss", ".yml", ""}
# Put together from pieces, so that this file does not hold what it looks for.
WORKPLACE = re.compile(
    "|".join(
        [
            r"pypi\." + "org",
            "files.python" + "hosted",
            r"registry\." + "npmjs",
            r"deb\." + "debian",
            "/work" + "/",
            "/opt/" + "(?:wheels|pypi)",
            r"\.lib" + "rary",
            "/root" + "/",
            "index" + "-url",
        ]
    )
)


def _files(folder: Path = ROOT) -> list[Path]:
    found: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.name in UNTRACKED or path.name.endswith("_cache"):
            continue
        found += _files(path) if path.is_dir() else [path]
    return found


FILES = _files()
SOURCES = [path for path in FILES if path.suffix == ".py"]
ROOMS = [path for path in PACKAGE.rglob("*") if path.is_dir() and (path / "__init__.py").exists()]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_top_of_the_house_holds_only_what_belongs_there() -> None:
    names = {path.name for path in ROOT.iterdir() if not path.name.endswith("_cache")}
    assert names - UNTRACKED <= TOP_LEVEL


def test_no_source_file_is_too_long() -> None:
    counted = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: lines for name, lines in counted.items() if lines > LONGEST} == {}


def test_every_module_opens_with_a_sentence() -> None:
    silent = [_name(path) for path in SOURCES if not _opens_with_a_sentence(path)]
    assert silent == []


def _opens_with_a_sentence(path: Path) -> bool:
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return bool(words) and words.split("\n\n")[0].rstrip()[-1] in ".?!"


def test_no_room_is_a_drawer_for_leftovers() -> None:
    names = [path for path in PACKAGE.rglob("*") if path.stem in LAZY_NAMES]
    assert names == []


@pytest.mark.parametrize("room", ROOMS, ids=_name)
def test_tests_mirror_the_rooms(room: Path) -> None:
    top = room.relative_to(PACKAGE).parts[0]
    assert list((ROOT / "tests" / top).rglob("test_*.py")), f"tests/{top} holds no tests"


def test_no_file_names_a_registry_or_a_machine() -> None:
    texts = [path for path in FILES if path.suffix in TEXT_KINDS and path.stat().st_size < 2_000_000]
    guilty = [_name(path) for path in texts if WORKPLACE.search(path.read_text("utf-8", errors="ignore"))]
    assert guilty == []


def test_no_work_is_left_as_a_note() -> None:
    marks = re.compile(r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3]) + r")\b")
    assert [_name(path) for path in SOURCES if marks.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("licence", "words"),
    [("fonts/OFL.txt", "SIL Open Font License"), ("icons/LICENSE.txt", "ISC License")],
)
def test_what_others_made_comes_with_its_licence(licence: str, words: str) -> None:
    assert words in (ROOT / "resources" / licence).read_text(encoding="utf-8")


def test_icons_take_their_colour_from_the_palette() -> None:
    icons = list((ROOT / "resources" / "icons").glob("*.svg"))
    assert len(icons) > 60
    assert [path.name for path in icons if 'stroke="currentColor"' not in path.read_text("utf-8")] == []


def test_the_make_names_that_people_are_told_exist() -> None:
    made = set(re.findall(r"^([a-z -]+):$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    targets = {name for line in made for name in line.split()}
    readme = ROOT / "README.md"
    told = set(re.findall(r"`make ([a-z-]+)", readme.read_text("utf-8") if readme.exists() else ""))
    assert {"run", "test", "check", "bench", "package", "clean"} | told <= targets
