"""What our BagIt profile asks of bag-info.txt, as the profile's JSON in resources/schemas says it too."""

from __future__ import annotations

import json
from functools import cache

from reviewer_app.paths import resource

INFO = "bag-info.txt"
PROFILE_FILE = "bagit-profile-1.json"
REQUIRED_LABELS = ("BagIt-Profile-Identifier", "Payload-Oxum", "Bagging-Date", "External-Identifier")
SINGLE_LABELS = (*REQUIRED_LABELS, "Reviewer-Hub", "Bag-Software-Agent", "Reviewer-Created")


@cache
def profile_identifier() -> str:
    """The address that names the profile, from the profile's own JSON."""
    profile = json.loads(resource("schemas", PROFILE_FILE).read_text(encoding="utf-8"))
    return str(profile["BagIt-Profile-Info"]["BagIt-Profile-Identifier"])
