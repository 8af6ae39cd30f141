"""Make every sample anew: ``python packaging/samples/make.py [folder]`` writes the same bytes each time."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from reviewer_app.domain.rubric import microcredential_document  # noqa: E402 - the paths above come first
from samples.checking import CHECKING  # noqa: E402 - as above
from samples.earner_7f3k import FIRST, SECOND  # noqa: E402 - as above
from samples.earner_a09d import A09D  # noqa: E402 - as above
from samples.earner_c41p import C41P  # noqa: E402 - as above
from samples.earner_k3ne import K3NE  # noqa: E402 - as above
from samples.earner_m77q import M77Q  # noqa: E402 - as above
from samples.earner_r2b8 import R2B8  # noqa: E402 - as above
from samples.earner_t5xw import T5XW  # noqa: E402 - as above
from samples.earner_v90h import V90H  # noqa: E402 - as above
from samples.families import FAMILIES  # noqa: E402 - as above
from samples.shape import Sample, documents, reference  # noqa: E402 - as above
from samples.wait_time import WAIT_TIME  # noqa: E402 - as above

MICROCREDENTIALS = (WAIT_TIME, CHECKING, FAMILIES)
SAMPLES = (FIRST, A09D, C41P, M77Q, T5XW, R2B8, V90H, K3NE, SECOND)


def sample_files(sample: Sample) -> dict[str, bytes]:
    """The evidence files of one submission, by their names in its evidence folder."""
    return {piece.name: piece.make() for piece in sample.pieces if piece.make is not None}


def everything() -> Iterator[tuple[str, bytes]]:
    """Each file's place under the samples folder and its bytes."""
    for each in MICROCREDENTIALS:
        yield f"microcredentials/{each.id}.json", _json(microcredential_document(each))
    reviews: list[dict[str, Any]] = []
    before: dict[tuple[str, str], Sample] = {}
    for sample in SAMPLES:
        files = sample_files(sample)
        key = (sample.alias, sample.microcredential.id)
        document = documents(sample, files, before.get(key))
        before[key] = sample
        folder = f"submissions/{sample.folder}"
        yield f"{folder}/submission.json", _json(document)
        yield f"{folder}/microcredential.json", _json(microcredential_document(sample.microcredential))
        for name, data in files.items():
            yield f"{folder}/evidence/{name}", data
        reviews.append(reference(sample, document))
    yield (
        "reference_reviews.json",
        _json({"format": "reviewer-sample-reviews", "version": 1, "reviews": reviews}),
    )


def _json(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def main(target: Path) -> int:
    """Write all samples below a folder, in place of what an earlier run left there."""
    for old in ("microcredentials", "submissions"):
        shutil.rmtree(target / old, ignore_errors=True)
    count = size = 0
    for place, data in everything():
        path = target / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        count, size = count + 1, size + len(data)
    print(f"{count} files, {size / 1e6:.2f} MB, in {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "samples"))
