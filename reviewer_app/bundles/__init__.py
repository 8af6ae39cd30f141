"""Submission bundles: a strict file format with a streaming reader that refuses rather than repairs, and a writer."""

from reviewer_app.bundles.bag import BagReport, check_bag
from reviewer_app.bundles.limits import Limits
from reviewer_app.bundles.making import make_from_folder
from reviewer_app.bundles.opening import must_hold_bundle
from reviewer_app.bundles.reader import Fetch, SoundBundle, check_bundle, read_bundle
from reviewer_app.bundles.rules import Finding, Rule
from reviewer_app.bundles.safe_names import safe_name
from reviewer_app.bundles.sink import MemberWriter, Sink
from reviewer_app.bundles.writer import write_bundle

__all__ = [
    "BagReport",
    "Fetch",
    "Finding",
    "Limits",
    "MemberWriter",
    "Rule",
    "Sink",
    "SoundBundle",
    "check_bag",
    "check_bundle",
    "make_from_folder",
    "must_hold_bundle",
    "read_bundle",
    "safe_name",
    "write_bundle",
]
