"""One file from one or several sources: the nearest first, the rest from the next, believed when its hash is right."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from reviewer_app.domain.errors import HubError, LineError, StoreError
from reviewer_app.exchange.failures import line_error
from reviewer_app.exchange.ledger import Part
from reviewer_app.exchange.pace import Pace
from reviewer_app.exchange.sources import BlobSource

NOT_THE_FILE = frozenset({"file-changed", "range-wrong", "range-beyond"})
"""Codes after which what is here of a file is worth nothing, unless another source goes on with it."""

EARLIER = "an earlier round"


class NoRoomError(Exception):
    """The disk came too close to full while a file was on its way."""


@dataclass
class Gathered:
    """What became of one file: who gave bytes, who failed and why, in the order they were asked."""

    givers: set[str] = field(default_factory=set)
    failed: dict[str, LineError | HubError] = field(default_factory=dict)

    @property
    def trouble(self) -> LineError | HubError | None:
        """The last failure."""
        return next(reversed(self.failed.values()), None)


@dataclass(frozen=True)
class Flow:
    """What bytes pass on their way: the speed limit and a look at the disk; and who hears of them.

    ``came`` gets how many bytes came and how many are here, ``failed`` which source failed and why.
    """

    pace: Pace
    rate: Callable[[], int]
    look: Callable[[int], None]
    came: Callable[[BlobSource, int, int], None]
    failed: Callable[[BlobSource, LineError | HubError], None]


async def gather(
    part: Part,
    sha256: str,
    size: int,
    sources: Callable[[], Iterable[BlobSource]],
    flow: Flow,
    finish: Callable[[], Awaitable[object]],
) -> Gathered:
    """Bring one file here whole; an error of the line or the hub when no source gives it, the last one's.

    ``finish`` awaits ``part.finish`` wherever that may block. A file put together from several sources that has the
    wrong hash is begun anew from one source at a time, so that the one with wrong bytes is known and passed over.
    """
    result = Gathered({EARLIER} if part.have else set())
    alone = False
    if part.have > size:
        part.discard()
    while True:
        for source in sources():
            if part.have == size:
                break
            if source.name in result.failed:
                continue
            if alone and part.have:
                part.discard()
                result.givers.clear()
            try:
                await _from(source, part, sha256, size, flow, result)
            except (LineError, HubError) as problem:
                result.failed[source.name] = problem
                flow.failed(source, problem)
        if part.have < size:
            trouble = result.trouble or line_error("file-nowhere")
            if trouble.code in NOT_THE_FILE:
                part.discard()
            raise trouble
        try:
            await finish()
        except StoreError as problem:
            if problem.code != "wrong-hash":
                raise
            givers, result.givers = result.givers, set()
            part.discard()
            alone = True
            if len(givers) == 1 and EARLIER not in givers:
                result.failed[givers.pop()] = line_error("file-wrong")
        else:
            return result


async def _from(source: BlobSource, part: Part, sha256: str, size: int, flow: Flow, result: Gathered) -> None:
    """Append what is new; where the other side starts from the beginning, pass over what is here already."""
    async with source.blob(sha256, part.have) as stream:
        over = part.have - stream.start
        if over < 0:
            raise line_error("range-wrong")
        async for chunk in stream.chunks:
            if source.far:
                await flow.pace.take(len(chunk), flow.rate())
            fresh = chunk[over:] if over else chunk
            over -= len(chunk) - len(fresh)
            if not fresh:
                continue
            if part.have + len(fresh) > size:
                raise line_error("file-changed", "It is longer than it should be.")
            flow.look(len(fresh))
            part.append(fresh)
            result.givers.add(source.name)
            flow.came(source, len(fresh), part.have)
    if part.have < size:
        raise line_error("file-short")
