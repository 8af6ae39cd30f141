"""Every fault of the line by name: what it does, at which steps of a round, and how the round must end for it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from reviewer_app.domain.signing import SigningKey, signed
from reviewer_app.domain.submission import timestamp
from tests.exchange import faultline
from tests.exchange.faultline import Fault, Forward, Line, altered, reply
from tests.exchange.sample_work import MORNING

PORTAL = b"<html><body>Welcome to the library. Please accept our terms.</body></html>"
ASKING, SENDING, ASKING_AGAIN, FETCHING = "asking", "sending", "asking again", "fetching"
STEPS = (ASKING, SENDING, ASKING_AGAIN, FETCHING)
PATHS = {ASKING: "/v1/round", SENDING: "/v1/records", ASKING_AGAIN: "/v1/round", FETCHING: "/v1/blobs"}
DOCUMENTS = (ASKING, SENDING, ASKING_AGAIN)
"""The steps that are answered with a signed document."""


@dataclass(frozen=True)
class Named:
    """A fault of the line; ``code`` is how the round ends for it, "" where it goes on as if nothing had been."""

    made: Callable[[Line], Fault]
    code: str
    steps: tuple[str, ...] = STEPS


def always(fault: Fault, code: str, steps: tuple[str, ...] = STEPS) -> Named:
    """A fault that needs nothing of the line it happens on."""
    return Named(lambda line: fault, code, steps)


def signed_by(key: SigningKey) -> Fault:
    """The reply's document, signed by somebody."""

    def sign(whole: bytes) -> bytes:
        head, _, body = whole.partition(b"\r\n\r\n")
        document = json.loads(body)
        del document["proof"]
        forged = json.dumps(signed(document, key, timestamp(MORNING))).encode()
        head = re.sub(rb"(?i)content-length: \d+", b"content-length: %d" % len(forged), head)
        return head + b"\r\n\r\n" + forged

    return altered(sign)


def passing(request: bytes, forward: Forward) -> bytes:
    """No fault at all."""
    return forward()


LINE: dict[str, Named] = {
    "reset before the hub heard": always(faultline.reset_before, "cut-off"),
    "half a request": Named(lambda line: line.half_a_request, "cut-off"),
    "reset after the hub committed": always(faultline.reset_after, "cut-off"),
    "reset during the reply": always(faultline.reset_during, "cut-off"),
    "half a reply": always(faultline.cut_short, "cut-off"),
    "a reply longer than it is": always(faultline.longer_than_said, "cut-off", DOCUMENTS),
    "a file longer than it is": always(faultline.longer_than_said, "", (FETCHING,)),
    "a reply with a tail": always(faultline.with_a_tail, ""),
    "a reply in crumbs": always(faultline.crumbs, ""),
    "delivered twice": always(faultline.twice, ""),
    "delivered late": Named(lambda line: line.late, "cut-off"),
    "stalled": Named(lambda line: line.stall, "timeout"),
    "stalled after the headers": Named(lambda line: line.stall_after_head, "timeout"),
    "captive portal": always(reply("200 OK", PORTAL), "captive-portal"),
    "captive portal that created": always(reply("201 Created", PORTAL), "captive-portal", DOCUMENTS),
    "captive redirect": always(reply("302 Found", b"", "text/html", "location: /hello"), "captive-portal"),
    "sign in to the network": always(reply("511 Network Authentication Required", PORTAL), "captive-portal"),
    "401": always(reply("401 Unauthorized", PORTAL), "blocked"),
    "403": always(reply("403 Forbidden", PORTAL), "blocked"),
    "404": always(reply("404 Not Found", PORTAL), "not-a-hub"),
    "407": always(reply("407 Proxy Authentication Required"), "blocked"),
    "409": always(reply("409 Conflict", PORTAL), "hub-trouble"),
    "412": always(reply("412 Precondition Failed"), "hub-trouble"),
    "413": always(reply("413 Content Too Large"), "too-large", (ASKING, ASKING_AGAIN, FETCHING)),
    "413 for a batch": always(reply("413 Content Too Large"), "", (SENDING,)),
    "429": always(reply("429 Too Many Requests"), "busy"),
    "429 with Retry-After": always(
        reply("429 Too Many Requests", b"", "text/html", "retry-after: 30"), "busy"
    ),
    "500": always(reply("500 Oops", PORTAL), "hub-trouble"),
    "502 in HTML": always(reply("502 Bad Gateway", PORTAL), "gateway"),
    "503": always(reply("503 Service Unavailable", PORTAL), "busy"),
    "503 with Retry-After": always(
        reply("503 Service Unavailable", PORTAL, "text/html", "retry-after: 30"), "busy"
    ),
    "504": always(reply("504 Gateway Timeout", PORTAL), "gateway"),
    "invalid JSON": always(reply("200 OK", b"{nope", "application/json"), "garbled", DOCUMENTS),
    "unsigned JSON": always(reply("200 OK", b"{}", "application/json"), "captive-portal", DOCUMENTS),
    "another hub": always(signed_by(SigningKey(b"x" * 32)), "other-hub", DOCUMENTS),
    "altered on the way": always(
        altered(lambda whole: whole.replace(b'"count":', b'"c0unt":')), "other-hub", DOCUMENTS
    ),
}
"""The faults of the line in docs/bundle-format.md's words, each tried at each of its steps."""


def at_step(line: Line, step: str, *faults: Fault) -> None:
    """Let these happen at a step of the next round."""
    if step == ASKING_AGAIN:
        line.will(PATHS[step], passing)
    line.will(PATHS[step], *faults)
