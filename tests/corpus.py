"""Where the shared corpus lies: real files too large for the repository, beside the checkout."""

from pathlib import Path

SHARED_CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
MISSING_CORPUS = "the folder ../shared/corpus is not beside this checkout"
