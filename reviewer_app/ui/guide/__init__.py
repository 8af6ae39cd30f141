"""The guided sample review: a whole review with real actions on a sample, in a window of its own."""

from reviewer_app.ui.guide.opening import GuideOpener

__all__ = ["GuideOpener"]
