"""The queue: what is assigned to this person, when it is due, and how far it is."""

from reviewer_app.ui.queue.room import QueueRoom

__all__ = ["QueueRoom"]
