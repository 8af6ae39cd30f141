"""One pool for the tests that only look, since every worker costs a moment to start."""

from collections.abc import Callable, Iterator

import pytest

from reviewer_app.evidence import BytesSource, OpenedEvidence, WorkerPool


@pytest.fixture(scope="session")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool() as shared:
        yield shared


@pytest.fixture
def opened(pool: WorkerPool) -> Iterator[Callable[..., OpenedEvidence]]:
    held: list[OpenedEvidence] = []

    def open_bytes(data: bytes, name: str = "evidence", password: str | None = None) -> OpenedEvidence:
        held.append(pool.open(BytesSource(data), name, password=password))
        return held[-1]

    yield open_bytes
    for each in held:
        each.close()
