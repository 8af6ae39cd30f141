"""All additions to the review room, in the order in which they are made and told."""

from __future__ import annotations

from reviewer_app.ui.review.attempts.part import AttemptsPart
from reviewer_app.ui.review.bank_part import BankPart
from reviewer_app.ui.review.checking import Checking
from reviewer_app.ui.review.focus_strip import FocusPart
from reviewer_app.ui.review.gating import Gating
from reviewer_app.ui.review.history import History
from reviewer_app.ui.review.part import RoomPart
from reviewer_app.ui.review.practising import PracticePart
from reviewer_app.ui.review.previewing import Previewing
from reviewer_app.ui.review.scoring.levels_beside import LevelsPart
from reviewer_app.ui.review.scoring.part import DoubtPart
from reviewer_app.ui.review.shown_words import ShownWords
from reviewer_app.ui.review.timing import TimePart
from reviewer_app.ui.review.two_versions import TwoVersions
from reviewer_app.ui.review.writing import Writing

PARTS: tuple[type[RoomPart], ...] = (
    PracticePart,
    AttemptsPart,
    Checking,
    Gating,
    LevelsPart,
    DoubtPart,
    TimePart,
    Writing,
    BankPart,
    Previewing,
    ShownWords,
    History,
    TwoVersions,
    FocusPart,
)
