"""Every screen as a screen reader finds it: names, roles, no twins, no name of a person, no dialog forgotten."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QWidget

from docs.every_screen import SCREENS
from docs.guard_scenes import WHO
from docs.tour import Tour
from reviewer_app.ui.places import PLACES
from reviewer_app.ui.review.asking import Asking
from tests.ui.screens.reading_out import nameless, spoken, tree, twins, wrong_roles

pytestmark = pytest.mark.on_tour

_NAMES = {word.lower() for word in WHO.split()}


def test_every_control_has_a_name_a_role_and_no_twin(shown: QWidget) -> None:
    found = tree(shown)
    assert nameless(found) == []
    assert wrong_roles(found) == []
    assert twins(found) == []
    said = spoken(found)
    assert [name for name in _NAMES if name in said] == []


def test_every_place_of_the_sidebar_is_on_the_list() -> None:
    assert len([each for each in SCREENS if each.name.startswith("place-")]) == len(PLACES)
    assert len({each.name for each in SCREENS}) == len(SCREENS)


def test_every_dialog_is_on_the_list(tour: Tour) -> None:
    seen = set()
    for screen in SCREENS:
        if screen.name.startswith("dialog-"):
            tour.home()
            seen.add(type(screen.show(tour)))
    tour.home()
    tour.settle()
    # A question that others are made of is never asked itself.
    assert {kind.__name__ for kind in _kinds(QDialog) - seen - {Asking}} == set()


def _kinds(kind: type) -> set[type]:
    own = {each for each in kind.__subclasses__() if each.__module__.startswith("reviewer_app.")}
    return own.union(*(_kinds(each) for each in kind.__subclasses__()))
