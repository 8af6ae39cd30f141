"""The stylesheet read as rules, and what comes of them for a widget in a state: its text, its ground, its edge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reviewer_app.paths import resource

_RULE = re.compile(r"([^{}]+)\{((?:[^{}]|\{\{[a-z0-9_]+\}\})*)\}")
_ATTRIBUTE = re.compile(r'\[([a-z]+)="([^"]*)"\]')
_TOKEN = re.compile(r"\{\{([a-z][a-z_]*)\}\}")
_SUPER = {
    "QMainWindow": "QWidget", "QDialog": "QWidget", "QLabel": "QFrame", "QFrame": "QWidget", "QPushButton": "QWidget",
    "QToolButton": "QWidget", "QLineEdit": "QWidget", "QPlainTextEdit": "QAbstractScrollArea",
    "QTextEdit": "QAbstractScrollArea", "QAbstractScrollArea": "QFrame", "QAbstractItemView": "QAbstractScrollArea",
    "QTableView": "QAbstractItemView", "QListWidget": "QAbstractItemView", "QTreeWidget": "QAbstractItemView",
    "QHeaderView": "QAbstractItemView", "QTabBar": "QWidget", "QMenu": "QWidget", "QToolTip": "QLabel",
    "QProgressBar": "QWidget", "QScrollBar": "QWidget", "QSplitter": "QFrame", "QRadioButton": "QWidget",
    "QScrollArea": "QAbstractScrollArea", "QStackedWidget": "QFrame", "QTableCornerButton": "QWidget",
}  # fmt: skip


@dataclass(frozen=True)
class State:
    """A kind of widget with the properties and states a selector asks for; ``part`` is a sub-control such as tab."""

    kind: str
    part: str = ""
    asks: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.kind + (f"::{self.part}" if self.part else "") + "".join(sorted(self.asks))


@dataclass(frozen=True)
class Rule:
    """One selector with what it sets; every value that names a colour is that colour's token."""

    state: State
    inside: bool
    sets: Mapping[str, str] = field(default_factory=dict)


def rules() -> list[Rule]:
    """All rules of the stylesheet, one for each selector, in their order."""
    text = re.sub(r"/\*.*?\*/", "", resource("theme", "reviewer.qss").read_text("utf-8"), flags=re.S)
    return [
        Rule(_state(selector.split()[-1]), " " in selector.strip(), _sets(body))
        for selectors, body in _RULE.findall(text)
        for selector in (each.strip() for each in selectors.split(","))
    ]


def outcome(state: State, known: list[Rule]) -> dict[str, str]:
    """What is set for a widget in a state, by order and weight as in CSS."""
    found: list[tuple[int, int, Mapping[str, str]]] = []
    for at, rule in enumerate(known):
        if (
            not rule.inside
            and rule.state.part == state.part
            and rule.state.asks <= state.asks
            and _is_a(state.kind, rule.state.kind)
        ):
            found.append((len(rule.state.asks), at, rule.sets))
    made: dict[str, str] = {}
    for _weight, _at, sets in sorted(found, key=lambda each: each[:2]):
        made.update(sets)
    return made


def states(known: list[Rule]) -> Iterator[State]:
    """Every state a rule names, alone and with each further state its kind of widget can be in."""
    moments: dict[tuple[str, str], set[str]] = {}
    for rule in known:
        own = {each for each in rule.state.asks if each.startswith(":")}
        moments.setdefault((rule.state.kind, rule.state.part), set()).update(own)
    seen = set()
    for rule in known:
        further = {"", *moments[rule.state.kind, rule.state.part]}
        for moment in further:
            made = State(
                rule.state.kind, rule.state.part, rule.state.asks | ({moment} if moment else frozenset())
            )
            if made not in seen:
                seen.add(made)
                yield made


def _state(selector: str) -> State:
    kind = re.match(r"\w+", selector)
    assert kind is not None, selector
    rest = _ATTRIBUTE.sub("", selector[kind.end() :])
    part, asks = "", {f'[{name}="{value}"]' for name, value in _ATTRIBUTE.findall(selector)}
    if rest.startswith("::"):
        part, *moments = rest[2:].split(":")
    else:
        moments = rest.split(":")[1:]
    return State(kind.group(), part, frozenset(asks | {f":{each}" for each in moments}))


def _sets(body: str) -> dict[str, str]:
    made: dict[str, str] = {}
    for line in body.split(";"):
        name, _, value = line.strip().partition(":")
        name, token = name.strip(), _TOKEN.search(value)
        word = token.group(1) if token else ("transparent" if "transparent" in value else "")
        if name == "border" and "none" in value:
            made["edge"] = "transparent"
        elif name in ("border", "border-color") and word:
            made["edge"] = word
        elif name == "background" and word:
            made["ground"] = word
        elif name == "color" and word:
            made["text"] = word
        elif name.startswith(("selection-", "placeholder-", "border-")) and name.endswith("color") and word:
            made[name] = word
    return made


def _is_a(kind: str, other: str) -> bool:
    while kind != other:
        if kind not in _SUPER:
            return False
        kind = _SUPER[kind]
    return True
