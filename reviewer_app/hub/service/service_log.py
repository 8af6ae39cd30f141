"""The log of a hub that is run as a service: JSON lines on standard error, without names, ids of people or tokens."""

from __future__ import annotations

import json
import logging
import sys
from typing import TYPE_CHECKING, TextIO

from reviewer_app.logs import JsonLines

if TYPE_CHECKING:
    from reviewer_app.hub.service.watching import Line

REQUESTS = logging.getLogger("reviewer_app.hub.requests")


class _ServiceLines(JsonLines):
    """The program's notes, with the fields of a request where it is one, and the process that wrote it."""

    def format(self, record: logging.LogRecord) -> str:
        told = json.loads(super().format(record))
        told |= {"process": record.process, **getattr(record, "of_request", {})}
        return json.dumps(told, ensure_ascii=False)


def tell(line: Line) -> None:
    """Note one request."""
    REQUESTS.info("answered", extra={"of_request": line})


def configure(level: str, stream: TextIO | None = None) -> logging.Handler:
    """Send every note of this level and above to one stream, as the only place."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_ServiceLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("reviewer_app").setLevel(level.upper())
    logging.captureWarnings(True)
    return handler
