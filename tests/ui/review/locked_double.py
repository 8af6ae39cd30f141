"""A file that wants a password."""

from __future__ import annotations

from reviewer_app.domain.errors import EvidenceError


def locked(_name: str = "") -> EvidenceError:
    return EvidenceError(
        "password", "This file is locked with a password", "It opens only with it.", "Enter it."
    )
