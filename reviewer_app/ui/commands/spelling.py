"""Keys as texts: what can be a key of an action, and how a key stands on buttons and in the sheet."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

_SHOWN = {
    "Return": "Enter",
    "PgDown": "PgDn",
    "Down": "↓",
    "Up": "↑",
    "Left": "←",
    "Right": "→",
}
_MODIFIERS = {
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Super_L,
    Qt.Key.Key_Super_R,
    Qt.Key.Key_Hyper_L,
    Qt.Key.Key_Hyper_R,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_ScrollLock,
    Qt.Key.Key_Mode_switch,
}
_LEAVES = {Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
_FIELDS_OWN = {
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Space,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Delete,
}
_TEXTS_OWN = {"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Alt+F4"}
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def _pressed(keys: QKeySequence) -> QKeyCombination:
    """The first combination of a sequence; the library's types do not know that it can be indexed."""
    first: QKeyCombination = keys[0]  # type: ignore[index]  # as the library's types have it
    return first


def portable(text: str) -> str:
    """A key in the one spelling that settings hold; nothing for what is no single key."""
    keys = QKeySequence(text)
    if keys.count() != 1 or _pressed(keys).key() == Qt.Key.Key_unknown:
        return ""
    return keys.toString(QKeySequence.SequenceFormat.PortableText)


def is_modifier(key: int) -> bool:
    """Whether a key only waits for another."""
    return key in _MODIFIERS


def refused(text: str) -> str:
    """Why a key cannot be given to an action, in a sentence; nothing when it can."""
    wanted = portable(text)
    if not wanted:
        return f"“{text}” is not a key Reviewer knows." if text else "This is not a key Reviewer knows."
    pressed = _pressed(QKeySequence(wanted))
    key = pressed.key()
    plain = not pressed.keyboardModifiers() & ~_PLAIN
    if key in _LEAVES:
        return f"{spelled(wanted)} moves between fields and leaves them, so it cannot be given to an action."
    if key in _FIELDS_OWN and plain:
        return f"{spelled(wanted)} belongs to lists, buttons and fields, so it cannot be given to an action."
    if wanted in _TEXTS_OWN:
        return f"{spelled(wanted)} belongs to texts or to the system, so it cannot be given to an action."
    return ""


def spelled(key: str) -> str:
    """A key as a person reads it."""
    *held, last = key.rsplit("+", 1) if not key.endswith("+") else (key[:-2], "+") if len(key) > 1 else (key,)
    shown = _SHOWN.get(last, last)
    return f"{held[0]}+{shown}" if held else shown
