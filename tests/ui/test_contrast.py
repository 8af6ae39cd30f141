"""Contrast after WCAG 2.2, of every pair of colours that the stylesheet and the painters can bring together."""

from __future__ import annotations

import ast
from dataclasses import fields
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from reviewer_app import ui
from reviewer_app.ui.palette import CONTRAST, DARK, LIGHT, Tokens
from reviewer_app.ui.theme import theme
from reviewer_app.ui.widgets.buttons import RING_INSIDE
from tests.ui.sheet_reading import State, outcome, rules, states

TEXT, OTHER = 4.5, 3.0
LOOKS = pytest.mark.parametrize("tokens", [LIGHT, DARK, CONTRAST], ids=lambda each: each.name)
RULES = rules()
STATES = sorted(states(RULES), key=str)

PAGES = {"bg", "surface", "sunken", "hover"}
SOFT = {"accent_soft", "ok_soft", "warn_soft", "bad_soft"}
INKS = {"ink", "muted", "accent", "ok", "warn", "bad"}
EDGES = {"edge"}
ON = {"on_accent": "accent"}
# WCAG asks nothing of what is out of action, nor of lines that only divide.
QUIET = {"disabled", "line"}

_WORDLESS = ("handle", "chunk", "indicator", "separator", "corner")
_FIELDS = ("QLineEdit", "QPlainTextEdit", "QTextEdit")


def luminance(color: str) -> float:
    """Relative luminance of ``#RRGGBB``."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def weak(tokens: Tokens, pairs: set[tuple[str, str]], least: float) -> list[str]:
    """The pairs that do not reach it."""
    return sorted(
        f"{one} on {other}: {found:.2f}"
        for one, other in pairs
        if (found := contrast(tokens.of(one), tokens.of(other))) < least
    )


def _behind(state: State) -> set[str]:
    """The grounds a widget without one of its own can lie on: those of windows, frames and notes."""
    framed = {
        sets["ground"]
        for rule in RULES
        if rule.state.kind in ("QFrame", "QWidget", "QDialog")
        and "line" not in str(rule.state)
        and (sets := dict(rule.sets)).get("ground", "transparent") != "transparent"
    }
    return framed if state.kind == "QLabel" else framed & PAGES


def _grounds(state: State) -> set[str]:
    own = outcome(state, RULES).get("ground", "transparent")
    if own == "transparent" and state.part:
        own = outcome(
            State(state.kind, "", frozenset(each for each in state.asks if each[0] == "[")), RULES
        ).get("ground", "transparent")
    return {own} if own != "transparent" else _behind(state)


def test_the_ratio_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_every_colour_has_a_part_to_play() -> None:
    colours = {each.name for each in fields(Tokens)} - {"name", "dark"}
    assert colours == PAGES | SOFT | INKS | EDGES | set(ON) | QUIET


def test_the_stylesheet_is_read_whole() -> None:
    found = {str(each) for each in STATES}
    assert {'QPushButton:focus[kind="primary"]', "QTabBar::tab:selected", 'QLineEdit[wrong="true"]'} <= found
    primary = outcome(State("QPushButton", "", frozenset({'[kind="primary"]', ":hover"})), RULES)
    assert (primary["text"], primary["ground"], primary["edge"]) == ("on_accent", "accent", "ink")
    named = {word for rule in RULES for word in rule.sets.values()} - {"transparent"}
    assert named <= {each.name for each in fields(Tokens)}


@LOOKS
def test_text_on_every_ground_of_the_stylesheet(tokens: Tokens) -> None:
    pairs = {
        (text, ground)
        for state in STATES
        if ":disabled" not in state.asks
        and state.part not in _WORDLESS
        and "line" not in str(state)
        and (text := outcome(state, RULES).get("text", "ink")) not in ("transparent", "disabled")
        for ground in _grounds(state)
    }
    assert len(pairs) > 20
    assert weak(tokens, pairs, TEXT) == []


@LOOKS
def test_selected_and_hinting_text(tokens: Tokens) -> None:
    pairs = set()
    for state in STATES:
        told = outcome(state, RULES)
        if "selection-color" in told:
            pairs.add((told["selection-color"], told["selection-background-color"]))
        if "placeholder-text-color" in told and ":disabled" not in state.asks:
            pairs |= {(told["placeholder-text-color"], ground) for ground in _grounds(state)}
    assert pairs >= {("on_accent", "accent"), ("muted", "surface")}
    assert weak(tokens, pairs, TEXT) == []


@LOOKS
def test_a_ring_shows_what_has_the_keyboard(tokens: Tokens) -> None:
    pairs = set()
    ringed = {rule.state for rule in RULES if ":focus" in rule.state.asks and "edge" in rule.sets}
    for state in STATES:
        told = outcome(state, RULES)
        if ":disabled" in state.asks or not any(
            state.asks >= each.asks and (state.kind, state.part) == (each.kind, each.part) for each in ringed
        ):
            continue
        if told["edge"] == "transparent":
            # The ring is around the whole, as around the bar of the tabs of sheets.
            told = outcome(State(state.kind, "", state.asks), RULES)
        assert told["edge"] != "transparent", state
        # Seen against what the widget lies on, and against its own filling by the ring or by a line inside of it.
        pairs |= {(told["edge"], ground) for ground in PAGES}
        inside = RING_INSIDE if '[kind="primary"]' in state.asks else told["edge"]
        pairs |= {(inside, ground) for ground in _grounds(state)}
    assert pairs >= {("ink", "bg"), ("on_accent", "accent"), ("accent", "surface")}
    assert weak(tokens, pairs, OTHER) == []


@LOOKS
def test_edges_of_fields_marks_and_handles(tokens: Tokens) -> None:
    pairs = set()
    for state in STATES:
        told = outcome(state, RULES)
        reads = '[role="reading"]' in state.asks
        if state.kind in _FIELDS and not state.part and not reads and ":disabled" not in state.asks:
            pairs |= {(told["edge"], ground) for ground in PAGES}
        if (state.kind, state.part) == ("QRadioButton", "indicator"):
            pairs |= {(told["edge"], ground) for ground in PAGES}
        if (state.kind, state.part) == ("QScrollBar", "handle"):
            pairs |= {(told["ground"], ground) for ground in PAGES}
        if (state.kind, state.part) == ("QProgressBar", "chunk"):
            pairs.add((told["ground"], "sunken"))
    assert len(pairs) > 6
    assert weak(tokens, pairs, OTHER) == []


@LOOKS
def test_whatever_is_painted_by_hand_or_drawn_as_an_icon(tokens: Tokens) -> None:
    """Painters choose tones for themselves, so each tone must do on every ground they can paint it on."""
    assert weak(tokens, set(product(INKS, PAGES)), TEXT) == []
    assert weak(tokens, {(each, f"{each}_soft") for each in INKS if f"{each}_soft" in SOFT}, TEXT) == []
    assert weak(tokens, set(product(("ink", "muted"), SOFT)), TEXT) == []
    assert weak(tokens, set(ON.items()), TEXT) == []
    assert weak(tokens, set(product(EDGES, PAGES)), OTHER) == []


def test_painters_and_icons_know_no_colour_but_these() -> None:
    known = {each.name for each in fields(Tokens)}
    unknown = []
    for file in sorted(Path(ui.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            words = [node.args[0]] if name in ("color", "set_tone") and node.args else []
            words += (
                [node.args[1]] if name in ("IconLabel", "show_icon", "pixmap") and len(node.args) > 1 else []
            )
            words += [node.args[2]] if name == "dress" and len(node.args) > 2 else []
            words += [each.value for each in node.keywords if each.arg in ("tone", "active")]
            for word in words:
                tone = getattr(word, "value", "")
                if isinstance(tone, str) and tone not in known | {"", "info"}:
                    unknown.append(f"{file.name}:{node.lineno} {tone}")
    assert unknown == []


def test_high_contrast_comes_when_the_system_asks_for_it_and_goes_again(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = theme()
    look.set_look("auto", 100)
    style = qapp.styleHints()
    hints = style.accessibility()
    monkeypatch.setattr(look, "contrast_wanted", lambda: True)
    hints.contrastPreferenceChanged.emit(hints.contrastPreference())
    assert look.tokens is CONTRAST
    assert CONTRAST.accent in qapp.styleSheet()
    monkeypatch.setattr(look, "contrast_wanted", lambda: False)
    hints.contrastPreferenceChanged.emit(hints.contrastPreference())
    assert look.tokens is not CONTRAST
    look.set_look("light", 100)
    monkeypatch.setattr(look, "contrast_wanted", lambda: True)
    hints.contrastPreferenceChanged.emit(hints.contrastPreference())
    assert look.tokens is LIGHT, "a look that was chosen stays"
