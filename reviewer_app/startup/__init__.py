"""The one place where parts are built and handed to each other."""

from reviewer_app.startup.window import Program, run_window

__all__ = ["Program", "run_window"]
