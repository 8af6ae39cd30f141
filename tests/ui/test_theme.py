"""The look: readable in every scheme, whole at every text size, changed without a restart."""

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from reviewer_app.ui.icons import MEANINGS, icon, pixmap
from reviewer_app.ui.palette import CONTRAST, DARK, LIGHT, Tokens, qt_palette
from reviewer_app.ui.theme import theme


def _luminance(color: str) -> float:
    parts = [QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF()]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


_GROUNDS = ("bg", "surface", "sunken", "hover")
_PAIRS = [
    *[(text, ground) for text in ("ink", "muted") for ground in _GROUNDS],
    *[(tone, ground) for tone in ("accent", "ok", "warn", "bad") for ground in ("surface", "bg")],
    *[(tone, f"{tone}_soft") for tone in ("accent", "ok", "warn", "bad")],
    *[("ink", f"{tone}_soft") for tone in ("accent", "ok", "warn", "bad")],
    ("muted", "accent_soft"),
    ("on_accent", "accent"),
]


@pytest.mark.parametrize("tokens", [LIGHT, DARK, CONTRAST], ids=lambda each: each.name)
@pytest.mark.parametrize(("text", "ground"), _PAIRS)
def test_text_keeps_its_contrast(tokens: Tokens, text: str, ground: str) -> None:
    assert _contrast(tokens.of(text), tokens.of(ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK, CONTRAST], ids=lambda each: each.name)
def test_edges_of_fields_and_the_focus_ring_can_be_seen(tokens: Tokens) -> None:
    assert _contrast(tokens.edge, tokens.surface) >= 3
    assert _contrast(tokens.accent, tokens.surface) >= 3


def test_the_palette_says_what_is_disabled_and_what_is_a_hint() -> None:
    made = qt_palette(LIGHT)
    assert made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == QColor(LIGHT.disabled)
    assert made.color(QPalette.ColorRole.PlaceholderText) == QColor(LIGHT.muted)


def test_the_face_is_the_programs_own(qapp: QApplication) -> None:
    assert QFontInfo(theme().font()).family().startswith("Atkinson Hyperlegible Next")


@pytest.mark.parametrize("choice", ["light", "dark", "contrast", "auto"])
@pytest.mark.parametrize("scale", [90, 100, 200])
def test_every_look_fills_the_whole_sheet(qapp: QApplication, choice: str, scale: int) -> None:
    look = theme()
    try:
        look.set_look(choice, scale)
        assert "{{" not in qapp.styleSheet()
        assert qapp.font().pixelSize() == look.px(14)
    finally:
        look.set_look("auto", 100)


def test_every_meaning_has_its_drawing(qapp: QApplication) -> None:
    for meaning in MEANINGS:
        assert not icon(meaning).isNull()
        assert pixmap(meaning, "muted", 16, 2.0).width() == 32
