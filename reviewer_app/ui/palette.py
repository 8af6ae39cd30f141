"""The colours of the program as tokens: light, dark and high contrast; each goes with a word or an icon."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True)
class Tokens:
    """One colour for each meaning, as ``#RRGGBB``; text keeps 4.5:1 on every ground it is used on."""

    name: str
    dark: bool
    bg: str
    surface: str
    sunken: str
    line: str
    edge: str
    ink: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    disabled: str
    hover: str

    def of(self, tone: str) -> str:
        """The colour of a tone such as ``warn``."""
        return str(getattr(self, tone))

    def soft(self, tone: str) -> str:
        """The quiet ground behind text of a tone; ``sunken`` for the tones that have none of their own."""
        return str(getattr(self, f"{tone}_soft", self.sunken))

    def color(self, tone: str) -> QColor:
        """The colour of a tone, ready to paint with."""
        return QColor(self.of(tone))


LIGHT = Tokens(
    name="light",
    dark=False,
    bg="#F6F5F2",
    surface="#FFFFFF",
    sunken="#EFEDE8",
    line="#DEDAD2",
    edge="#85827B",
    ink="#1F2328",
    muted="#5F6670",
    accent="#1F5FBF",
    on_accent="#FFFFFF",
    accent_soft="#E6EEFA",
    ok="#1B784A",
    ok_soft="#E3F3EA",
    warn="#8A5A00",
    warn_soft="#FBEFD6",
    bad="#A8322B",
    bad_soft="#FAE7E4",
    disabled="#8B9099",
    hover="#F1EFEA",
)

DARK = Tokens(
    name="dark",
    dark=True,
    bg="#16181C",
    surface="#1E2126",
    sunken="#131519",
    line="#343941",
    edge="#7A828E",
    ink="#E8EAED",
    muted="#A2A9B4",
    accent="#7FB0FF",
    on_accent="#101A2A",
    accent_soft="#22324F",
    ok="#6FD3A0",
    ok_soft="#1B3529",
    warn="#F0C060",
    warn_soft="#3A2D12",
    bad="#FF9A92",
    bad_soft="#432422",
    disabled="#767D88",
    hover="#262A31",
)

CONTRAST = Tokens(
    name="contrast",
    dark=True,
    bg="#000000",
    surface="#000000",
    sunken="#101010",
    line="#B8B8B8",
    edge="#FFFFFF",
    ink="#FFFFFF",
    muted="#E6E6E6",
    accent="#FFD84D",
    on_accent="#000000",
    accent_soft="#3D3300",
    ok="#7CFFB2",
    ok_soft="#003318",
    warn="#FFC46B",
    warn_soft="#3A2600",
    bad="#FFB3AD",
    bad_soft="#400A06",
    disabled="#A6A6A6",
    hover="#262626",
)


def qt_palette(tokens: Tokens) -> QPalette:
    """The same colours where Qt looks for them, the disabled and the placeholder ones set on purpose."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.bg,
        QPalette.ColorRole.WindowText: tokens.ink,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.sunken,
        QPalette.ColorRole.Text: tokens.ink,
        QPalette.ColorRole.PlaceholderText: tokens.muted,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ButtonText: tokens.ink,
        QPalette.ColorRole.BrightText: tokens.bad,
        QPalette.ColorRole.ToolTipBase: tokens.surface,
        QPalette.ColorRole.ToolTipText: tokens.ink,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Accent: tokens.accent,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.LinkVisited: tokens.accent,
        QPalette.ColorRole.Light: tokens.surface,
        QPalette.ColorRole.Midlight: tokens.hover,
        QPalette.ColorRole.Mid: tokens.line,
        QPalette.ColorRole.Dark: tokens.edge,
        QPalette.ColorRole.Shadow: tokens.edge,
    }
    for role, color in roles.items():
        made.setColor(role, QColor(color))
    texts = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)
    for role in (*texts, QPalette.ColorRole.PlaceholderText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.disabled))
    return made
