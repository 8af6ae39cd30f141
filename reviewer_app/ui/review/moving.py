"""The orders that are about panels: visiting, folding, swapping, parting, and one of them alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from reviewer_app.ui.announce import announce
from reviewer_app.ui.review.arranging import panels_menu
from reviewer_app.ui.review.looking import Looking
from reviewer_app.ui.review.panels import Alone, PanelState, rubric_shown, widths
from reviewer_app.ui.review.viewing import under
from reviewer_app.ui.theme import theme

_STEP = 40
_LEAST = 220


class Moving(Looking):
    """The part of a room's orders that moves its panels about and the keyboard between them."""

    def cycle_panels(self, step: int) -> None:
        """Take the keyboard to the next panel, also in another window."""
        room = self._room
        stops: list[tuple[QWidget, Callable[[], None]]] = [
            (room.evidence, room.evidence.list.setFocus),
            (room.pane, room.pane.focus_inside),
            (room.rubric, room.rubric.focus_inside),
            (room.outcome, room.outcome.focus_inside),
        ]
        stops = [stop for stop in stops if stop[0].isVisible()]
        if not stops:
            return
        focus = room.focused()
        at = next((i for i, stop in enumerate(stops) if focus and stop[0].isAncestorOf(focus)), -1)
        panel, take = stops[(at + step) % len(stops)]
        room.bring_up(panel)
        take()

    def toggle_evidence_panel(self) -> None:
        """Open the list of evidence, or fold it away."""
        panels = replace(self._room.panels, left_open=not self._room.list_shown)
        self._room.set_panels(replace(panels, focus=Alone.NONE))

    def toggle_rubric_panel(self) -> None:
        """Open the rubric, or fold it away; one in a window of its own comes back."""
        panels = self._room.panels
        there = rubric_shown(panels) and panels.focus is Alone.NONE
        self._room.set_panels(
            replace(
                panels,
                right_open=not there,
                focus=Alone.NONE,
                apart=Alone.NONE if panels.apart is Alone.RUBRIC else panels.apart,
            )
        )
        if there and not self._room.rubric.instead():
            self._room.pane.focus_inside()

    def swap_sides(self) -> None:
        """Put the rubric where the list is, and the list where the rubric is."""
        panels = self._room.panels
        self._room.set_panels(replace(panels, swapped=not panels.swapped))
        self._say("The rubric is on the left." if not panels.swapped else "The rubric is on the right.")

    def part_with_evidence(self) -> None:
        """Give the evidence a window of its own, or take it back."""
        self._part(Alone.EVIDENCE, self._room.pane, "evidence")

    def part_with_rubric(self) -> None:
        """Give the rubric a window of its own, or take it back."""
        self._part(Alone.RUBRIC, self._room.right, "rubric")

    def evidence_alone(self) -> None:
        """Show the evidence alone with the levels below, or everything again."""
        self._alone(Alone.EVIDENCE, "Evidence alone; Esc shows everything.")

    def rubric_alone(self) -> None:
        """Show the rubric alone, or everything again."""
        self._alone(Alone.RUBRIC, "Rubric alone; Esc shows everything.")

    def stands_alone(self) -> bool:
        """Whether one panel stands alone in front of the others."""
        return self._room.panels.focus is not Alone.NONE

    def show_everything(self) -> None:
        """End standing alone."""
        self._room.set_panels(replace(self._room.panels, focus=Alone.NONE))
        self._say("All panels are shown.")
        self._room.rubric.focus_inside()

    def give_width(self, step: int) -> None:
        """Give the evidence a step of the rubric's width, or the other way round."""
        room, panels = self._room, self._room.panels
        if not rubric_shown(panels) or panels.focus is not Alone.NONE:
            return
        scale = theme().text_scale / 100
        right = widths(panels, room.width(), scale)[2] / scale - step * _STEP
        room.set_panels(replace(panels, right=round(max(_LEAST, min(right, room.width() / scale - _LEAST)))))

    def show_panels_menu(self) -> None:
        """Offer what can be done with the panels."""
        room = self._room
        panels_menu(room.actions_made.made, room).popup(under(room.bar.panels))

    def show_rubric(self) -> None:
        """Have the rubric on a screen, wherever it is."""
        room, panels = self._room, self._room.panels
        if panels.apart is Alone.RUBRIC:
            room.bring_up(room.right)
        elif not rubric_shown(panels):
            room.set_panels(replace(panels, right_open=True, focus=Alone.NONE))
        for part in room.parts:
            part.give_way()

    def _part(self, what: Alone, panel: QWidget, name: str) -> None:
        room = self._room
        panels: PanelState = room.panels
        if panels.apart is what:
            room.set_panels(replace(panels, apart=Alone.NONE, place=room.apart_place()))
            self._say(f"The {name} is back in its place.")
            return
        room.set_panels(replace(panels, apart=what, place=room.apart_place(), focus=Alone.NONE))
        room.bring_up(panel)
        (room.rubric if what is Alone.RUBRIC else room.pane).focus_inside()
        self._say(f"The {name} is in a window of its own; closing it puts the {name} back.")

    def _alone(self, what: Alone, words: str) -> None:
        room = self._room
        if room.panels.focus is what:
            self.show_everything()
            return
        apart = Alone.NONE if room.panels.apart is what else room.panels.apart
        room.set_panels(replace(room.panels, focus=what, apart=apart))
        self._say(words)
        room.rubric.focus_inside()

    def _say(self, words: str) -> None:
        announce(self._room, words)
