"""A sample review to learn by: a store of its own with one sample in it, gone without a trace when it ends."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from typing import Any

from reviewer_app.bundles import make_from_folder
from reviewer_app.domain.signing import SigningKey
from reviewer_app.domain.submission import timestamp
from reviewer_app.paths import open_home, resource
from reviewer_app.store import DeskStore
from reviewer_app.workflows import importing, reviewing
from reviewer_app.workflows.desk import Desk, LateWorkers
from reviewer_app.workflows.reviewing import Review, open_review

SAMPLE = "V90H-1"
_FOLDER = "sample-review"
_BELOW = "The evidence does not show this at {floor} yet. Next, add one piece of evidence that does."


@dataclass(frozen=True)
class Sample:
    """The desk the sample is reviewed on, and the submission."""

    desk: Desk
    submission: str


def begin(desk: Desk) -> Sample:
    """A fresh sample; what was left of one that ended unexpectedly goes first.

    Its store is as encrypted as any, by a key nobody keeps, and no record of it is ever sent.
    """
    folder = desk.home.root / _FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    home = open_home(folder)
    made = Desk(home, DeskStore.create(home, os.urandom(32), desk.now), LateWorkers(), desk.now)
    bundle = make_from_folder(
        resource("samples", "submissions", SAMPLE),
        folder / "sample.reviewbundle",
        SigningKey(os.urandom(32)),
        timestamp(desk.now()),
    )
    taken = importing.import_bundle(made, bundle)
    bundle.unlink()
    return Sample(made, taken.submission)


def end(sample: Sample) -> None:
    """Close the sample's store and remove it."""
    sample.desk.evidence.close()
    sample.desk.store.close()
    shutil.rmtree(sample.desk.home.root, ignore_errors=True)


def fill_in(sample: Sample) -> Review:
    """Score and comment what the learner has left open, as an experienced assessor did."""
    told: dict[str, Any] = json.loads(resource("samples", "reference_reviews.json").read_text("utf-8"))
    reference = next(each for each in told["reviews"] if each["folder"] == SAMPLE)
    state = sample.desk.store.review(sample.submission)
    for criterion, level in reference["scores"].items():
        if criterion not in state.scores:
            reviewing.score(sample.desk, sample.submission, criterion, level)
    for criterion, text in reference["comments"].items():
        if not state.comments.get(criterion):
            reviewing.comment(sample.desk, sample.submission, criterion, text)
    review = open_review(sample.desk, sample.submission)
    for each in review.missing:
        # The learner gave a level below the floor where the reference did not.
        criterion = review.rubric.criterion(each.criterion)
        text = _BELOW.format(floor=criterion.level(criterion.floor).title)
        review = reviewing.comment(sample.desk, sample.submission, each.criterion, text)
    return review
