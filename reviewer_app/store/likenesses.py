"""Files of different submissions that are the same or nearly the same, looked up by hash and by sketch."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.likeness import (
    PICTURE_ALIKE,
    TEXT_ALIKE,
    PictureSketch,
    picture_likeness,
    text_likeness,
)
from reviewer_app.store.reading import Reading

SAME, TEXT, PICTURE = "same", "text", "picture"

_SAME = """
SELECT mine.id, other.submission, other.id FROM evidence AS mine
JOIN evidence AS other ON other.sha256 = mine.sha256 AND other.submission <> mine.submission
WHERE mine.submission = ? AND mine.sha256 <> '' AND mine.size > 0
"""
_NEAR = """
SELECT DISTINCT mine.id, other.submission, other.id, one.text_sketch, two.text_sketch, one.picture_sketch,
    two.picture_sketch, a.kind
FROM evidence AS mine JOIN likeness AS a ON a.sha256 = mine.sha256
JOIN likeness AS b ON b.kind = a.kind AND b.band = a.band AND b.value = a.value AND b.sha256 <> a.sha256
JOIN looked_at AS one ON one.sha256 = a.sha256 JOIN looked_at AS two ON two.sha256 = b.sha256
JOIN evidence AS other ON other.sha256 = b.sha256 AND other.submission <> mine.submission
WHERE mine.submission = ?
"""


@dataclass(frozen=True)
class Alike:
    """A file of one submission and one like it in another; ``kind`` is same, text or picture.

    ``own`` says that both are attempts of the same earner at the same micro-credential.
    """

    evidence: str
    kind: str
    share: float
    submission: str
    alias: str
    attempt: int
    other: str
    own: bool


def alike(reading: Reading, submission: str) -> list[Alike]:
    """What is like the files of a submission, the surest first; each pair once, by its strongest likeness."""
    connection = reading.connection
    found: dict[tuple[str, str, str], tuple[str, float]] = {}
    for mine, elsewhere, other in connection.execute(_SAME, (submission,)).fetchall():
        found[mine, elsewhere, other] = (SAME, 1.0)
    for mine, elsewhere, other, *sketches, kind in connection.execute(_NEAR, (submission,)).fetchall():
        share = _share(kind, *sketches)
        key = (mine, elsewhere, other)
        if share and found.get(key, ("", 0.0))[1] < share:
            found[key] = (kind, share)
    made: list[Alike] = []
    for (mine, elsewhere, other), (kind, share) in found.items():
        one, two = reading.submission(submission), reading.submission(elsewhere)
        gone = reading.state(elsewhere) in (State.WITHDRAWN, State.HANDED_BACK)
        if not (one.is_practice or two.is_practice or gone):
            own = one.microcredential == two.microcredential and (
                one.earner == two.earner if one.earner and two.earner else one.alias == two.alias
            )
            made.append(Alike(mine, kind, share, elsewhere, two.alias, two.attempt, other, own))
    return sorted(made, key=lambda x: (x.evidence, x.kind != SAME, -x.share, x.alias, x.attempt, x.other))


def text_kept(made: tuple[int, ...]) -> str:
    """A text's sketch as it is kept."""
    return "".join(f"{each:08x}" for each in made)


def picture_kept(made: PictureSketch | None) -> str:
    """A picture's sketch as it is kept."""
    return "" if made is None else f"{made.signs:032x}{made.fine.hex()}"


def _share(kind: str, text: str, other_text: str, picture: str, other_picture: str) -> float:
    """How alike, 0 where it is too little to be pointed out."""
    if kind == TEXT:
        share = text_likeness(_text(text), _text(other_text))
        return share if share >= TEXT_ALIKE else 0.0
    if not picture or not other_picture:
        return 0.0
    share = picture_likeness(_picture(picture), _picture(other_picture))
    return share if share >= PICTURE_ALIKE else 0.0


def _text(kept: str) -> tuple[int, ...]:
    return tuple(int(kept[at : at + 8], 16) for at in range(0, len(kept), 8))


def _picture(kept: str) -> PictureSketch:
    return PictureSketch(int(kept[:32], 16), bytes.fromhex(kept[32:]))
