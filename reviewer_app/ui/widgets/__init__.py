"""The small kit every room is built from: pieces that know their looks and their names, and no rule."""

from reviewer_app.ui.widgets.boxes import Card, EmptyState, Pages, SlimBar, line
from reviewer_app.ui.widgets.buttons import Button, IconButton
from reviewer_app.ui.widgets.check_box import CheckBox
from reviewer_app.ui.widgets.labels import ElidedLabel, Label
from reviewer_app.ui.widgets.menus import MenuButton
from reviewer_app.ui.widgets.notes import InlineNote, ProgressNote
from reviewer_app.ui.widgets.pill import Pill, PillButton, paint_pill, pill_size
from reviewer_app.ui.widgets.room import Room
from reviewer_app.ui.widgets.scroller import Scroller, keep_off_bar
from reviewer_app.ui.widgets.search import SearchField

__all__ = [
    "Button",
    "Card",
    "CheckBox",
    "ElidedLabel",
    "EmptyState",
    "IconButton",
    "InlineNote",
    "Label",
    "MenuButton",
    "Pages",
    "Pill",
    "PillButton",
    "ProgressNote",
    "Room",
    "Scroller",
    "SearchField",
    "SlimBar",
    "keep_off_bar",
    "line",
    "paint_pill",
    "pill_size",
]
