"""Real files opened by the real worker."""

from collections.abc import Iterator

import pytest

from reviewer_app.evidence import WorkerPool


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    made = WorkerPool()
    yield made
    made.close()
