"""Every screen by the Tab key alone: all of it is reached, from top to bottom in each panel, and nothing unseen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFrame, QWidget

from reviewer_app.ui.hosting.work_card import WorkCard
from reviewer_app.ui.review.evidence_panel import EvidencePanel
from reviewer_app.ui.review.findings import FindingsPanel
from reviewer_app.ui.review.outcome import OutcomeBar
from reviewer_app.ui.review.rubric import RubricPanel
from reviewer_app.ui.review.viewer_pane import ViewerPane
from reviewer_app.ui.syncing.nearby import NearbyCard
from reviewer_app.ui.syncing.stick import StickCard
from tests.ui.screens.tabbing import said, stops, walk

pytestmark = pytest.mark.on_tour

# A card that stands beside another is read after it, each from top to bottom.
_PANELS = (RubricPanel, ViewerPane, EvidencePanel, OutcomeBar, FindingsPanel, StickCard, NearbyCard, WorkCard)
_FRAMES = ("side", "bar")


def test_tab_reaches_everything_in_the_order_it_is_read(shown: QWidget) -> None:
    panels = [
        each
        for each in shown.findChildren(QWidget)
        if isinstance(each, _PANELS) or (isinstance(each, QFrame) and each.property("role") in _FRAMES)
    ]
    found = walk(shown, [*panels, shown])
    assert sorted(said(each) for each in stops(shown) - set(found.visited)) == []
    assert found.unseen == []
    assert found.upward == []
