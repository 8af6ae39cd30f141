"""The person's settings: read from TOML without ever stopping the program, saved whole or not at all."""

import json
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

THEMES = ("auto", "light", "dark", "contrast")
MOTIONS = ("auto", "on", "off")
METERED = ("auto", "on", "off")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person can set; every field has a value that works."""

    theme: str = "auto"
    text_scale: int = 100
    reduced_motion: str = "auto"
    idle_lock_minutes: int = 15
    sync_every_minutes: int = 5
    # Files only: decisions and work are small and always go. Sizes are decimal, 0 means none.
    work_only: bool = False
    metered_line: str = "auto"
    files_limit_kb: int = 0
    files_ask_over_mb: int = 0
    hub_url: str = ""
    # Opaque to everyone but the window that wrote it: panel sizes and columns, by the name of the panel.
    layout: Mapping[str, str] = field(default_factory=dict)
    # Keys the person changed, by the name of the action.
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings that can be used, and one sentence for each thing in the file that could not."""

    settings: Settings
    problems: tuple[str, ...] = ()


def load(path: Path) -> Loaded:
    """Read the settings; whatever is missing or wrong falls back to its default."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Loaded(Settings())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return Loaded(Settings(), ("The settings file is damaged, so the usual settings are used.",))
    except OSError as problem:
        reason = problem.strerror or "the system refused"
        return Loaded(
            Settings(), (f"The settings file cannot be read ({reason}), so the usual settings are used.",)
        )
    kept: dict[str, object] = {}
    problems: list[str] = []
    for name, value in table.items():
        rule = _RULES.get(name)
        if rule is None:
            problems.append(f"The setting “{name}” is not known to this version and was left out.")
        elif rule.holds(value):
            kept[name] = value
        else:
            problems.append(f"The setting “{name}” must be {rule.words}, so its usual value is used.")
    return Loaded(Settings(**kept), tuple(problems))  # type: ignore[arg-type]  # each was checked by its rule


def save(path: Path, settings: Settings) -> None:
    """Write the settings so that a crash leaves either the old file or the new one, or raise OSError."""
    for name, rule in _RULES.items():
        if not rule.holds(getattr(settings, name)):
            raise ValueError(f"The setting “{name}” must be {rule.words}.")
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("w", encoding="utf-8", newline="\n") as file:
            file.write(_as_toml(settings))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a setting must be, in words and as a test."""

    words: str
    holds: Callable[[object], bool]


def _number(low: int, high: int) -> _Rule:
    def holds(value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high

    return _Rule(f"a whole number from {low} to {high}", holds)


def _is_texts(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(text, str) for pair in value.items() for text in pair
    )


def _is_hub_url(value: object) -> bool:
    return isinstance(value, str) and (value == "" or value.startswith(("http://", "https://")))


_RULES: Mapping[str, _Rule] = {
    "theme": _Rule("one of " + ", ".join(THEMES), lambda value: value in THEMES),
    "reduced_motion": _Rule("one of " + ", ".join(MOTIONS), lambda value: value in MOTIONS),
    "text_scale": _number(90, 200),
    "idle_lock_minutes": _number(1, 240),
    "sync_every_minutes": _number(1, 1440),
    "work_only": _Rule("true or false", lambda value: isinstance(value, bool)),
    "metered_line": _Rule("one of " + ", ".join(METERED), lambda value: value in METERED),
    "files_limit_kb": _number(0, 1_000_000),
    "files_ask_over_mb": _number(0, 1_000_000),
    "hub_url": _Rule("empty or an address that begins with http:// or https://", _is_hub_url),
    "layout": _Rule("a table of texts", _is_texts),
    "keys": _Rule("a table of texts", _is_texts),
}


def _as_toml(settings: Settings) -> str:
    plain: list[str] = []
    tables: list[str] = []
    for each in fields(settings):
        value = getattr(settings, each.name)
        if isinstance(value, Mapping):
            tables += ["", f"[{each.name}]"]
            tables += [f"{_quoted(name)} = {_quoted(value[name])}" for name in sorted(value)]
        else:
            plain.append(f"{each.name} = {_written(value)}")
    return "\n".join([*plain, *tables]) + "\n"


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    # A JSON string is a TOML string, but for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
