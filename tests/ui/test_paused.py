"""A submission whose clock stands still says so in the queue, and is never late."""

from dataclasses import replace
from datetime import date

from reviewer_app.ui.queue import words
from tests.ui.doubles import SampleRow

TODAY = date(2026, 11, 10)


def test_a_paused_row_says_why_and_is_not_late() -> None:
    late = SampleRow("s1", "HERON", due=date(2026, 11, 2))
    assert words.due(late, TODAY).text.endswith("late")
    row = replace(late, paused=True)
    assert words.progress(row).text == "Paused: problem reported"
    assert words.due(row, TODAY).text == "Paused"
    assert words.due_tip(row, TODAY).startswith("Paused: problem reported. The clock stands still")
    assert "late" not in words.spoken(row, TODAY)
    assert "Paused: problem reported" in words.spoken(row, TODAY)
