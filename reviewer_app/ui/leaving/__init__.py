"""The place where a person sees, before the network goes, whether everything they need is on this laptop."""

from reviewer_app.ui.leaving.room import LeavingRoom

__all__ = ["LeavingRoom"]
