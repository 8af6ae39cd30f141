"""What was decided here: outcomes, receipts, letters."""

from reviewer_app.ui.decided.room import DecidedRoom

__all__ = ["DecidedRoom"]
