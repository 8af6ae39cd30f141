"""Counters of a served hub in Prometheus' text form, one row for each of its processes in memory they share."""

from __future__ import annotations

import mmap
import struct
import threading
from collections.abc import Mapping, Sequence

from reviewer_app.hub.refusals import RECORDS, REQUESTS

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper ends of the histogram of durations, in seconds."""
STATUSES = (*sorted({200, 201, 202, 204, 206, *(each.status for each in REQUESTS.values())}), 0)
"""Statuses that are counted one by one; all others together, as 0."""
RESULTS = ("", *sorted(RECORDS))
OTHER = "other"
"""The route of what no route answers."""
ROW_BYTES = 64 * 1024
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Counters:
    """What this process counted, in its own row; ``text`` adds up all rows."""

    def __init__(self, routes: Sequence[str], shared: mmap.mmap | None = None, row: int = 0) -> None:
        self._routes = (*sorted(set(routes) - {OTHER}), OTHER)
        self._memory = shared if shared is not None else shared_memory(1)
        self._start = row * ROW_BYTES
        self._turn = threading.Lock()
        self._width = len(STATUSES) + len(BUCKETS) + 4
        assert 8 * (len(self._routes) * self._width + len(RESULTS)) <= ROW_BYTES

    def answered(self, route: str, status: int, seconds: float, sent: int) -> None:
        """Count one answer; ``sent`` is the bytes of its body."""
        at = self._routes.index(route if route in self._routes else OTHER) * self._width
        times = at + len(STATUSES)
        with self._turn:
            self._add(at + STATUSES.index(status if status in STATUSES else 0))
            self._add(times + sum(seconds > each for each in BUCKETS))
            self._add(times + len(BUCKETS) + 1, seconds)
            self._add(times + len(BUCKETS) + 2, sent)

    def records(self, results: Mapping[str, int]) -> None:
        """Count records by what became of them."""
        start = len(self._routes) * self._width
        with self._turn:
            for code, many in results.items():
                self._add(start + RESULTS.index(code), many)

    def text(self, gauges: Mapping[str, tuple[str, float]]) -> str:
        """Everything in Prometheus' text form; ``gauges`` are further numbers by name, with what they mean."""
        lines = [
            *_head("reviewer_hub_requests_total", "counter", "Requests answered, by route and status."),
            *self._requests(),
            *_head("reviewer_hub_request_seconds", "histogram", "Time until an answer was sent whole."),
            *self._durations(),
            *_head("reviewer_hub_sent_bytes_total", "counter", "Bytes of answers and files sent."),
            *(
                f'reviewer_hub_sent_bytes_total{{route="{route}"}} {self._sum(self._at(number, 2)):.0f}'
                for number, route in enumerate(self._routes)
            ),
            *_head("reviewer_hub_records_total", "counter", "Records judged, by result."),
            *self._results(),
        ]
        for name, (meaning, value) in gauges.items():
            lines += [*_head(name, "gauge", meaning), f"{name} {value:g}"]
        return "\n".join(lines) + "\n"

    def _requests(self) -> list[str]:
        told = []
        for number, route in enumerate(self._routes):
            for place, status in enumerate(STATUSES):
                many = self._sum(number * self._width + place)
                if many:
                    code = str(status or OTHER)
                    told.append(f'reviewer_hub_requests_total{{route="{route}",status="{code}"}} {many:.0f}')
        return told

    def _durations(self) -> list[str]:
        told = []
        name = "reviewer_hub_request_seconds"
        for number, route in enumerate(self._routes):
            start = number * self._width + len(STATUSES)
            many = 0.0
            for place, end in enumerate((*map(str, BUCKETS), "+Inf")):
                many += self._sum(start + place)
                told.append(f'{name}_bucket{{route="{route}",le="{end}"}} {many:.0f}')
            told.append(f'{name}_sum{{route="{route}"}} {self._sum(self._at(number, 1)):.6f}')
            told.append(f'{name}_count{{route="{route}"}} {many:.0f}')
        return told

    def _results(self) -> list[str]:
        start = len(self._routes) * self._width
        return [
            f'reviewer_hub_records_total{{result="{code or "accepted"}"}} {self._sum(start + place):.0f}'
            for place, code in enumerate(RESULTS)
        ]

    def _at(self, route: int, behind: int) -> int:
        return route * self._width + len(STATUSES) + len(BUCKETS) + behind

    def _add(self, place: int, more: float = 1.0) -> None:
        at = self._start + 8 * place
        struct.pack_into("d", self._memory, at, struct.unpack_from("d", self._memory, at)[0] + more)

    def _sum(self, place: int) -> float:
        rows = range(0, len(self._memory), ROW_BYTES)
        return float(sum(struct.unpack_from("d", self._memory, row + 8 * place)[0] for row in rows))


def shared_memory(processes: int) -> mmap.mmap:
    """Memory for the counters of so many processes, which those that are forked later share."""
    return mmap.mmap(-1, processes * ROW_BYTES)


def _head(name: str, kind: str, meaning: str) -> tuple[str, str]:
    return f"# HELP {name} {meaning}", f"# TYPE {name} {kind}"
