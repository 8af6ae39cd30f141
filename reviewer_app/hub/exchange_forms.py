"""The forms of pairing and of rounds, as docs/bundle-format.md and the reference tell them."""

from __future__ import annotations

from typing import Any

from reviewer_app.exchange import messages
from reviewer_app.hub.forms import (
    ANY_TEXT,
    DOCUMENT,
    HASH,
    HASH_OR_NONE,
    KEY,
    MOMENT,
    NUMBER,
    PROOF,
    VERSIONS,
    WORD,
    YES_NO,
    answered,
    listed,
    maybe,
    question,
    row,
)

CHALLENGE = question(messages.CHALLENGE, by_hand=True)
CHALLENGE_ANSWER = answered(messages.CHALLENGE, challenge=HASH)

PAIR = question(messages.PAIR, by_hand=True, signed=True, hub=KEY, code=WORD, challenge=ANY_TEXT)
ADMITTED: dict[str, Any] = {
    "name": ANY_TEXT,
    "token": WORD,
    "token_until": MOMENT,
    "person": row(id=ANY_TEXT, name=ANY_TEXT),
    "pin": HASH,
    "certificate": DOCUMENT,
}
PAIRED = answered(messages.PAIRED, device=KEY, **ADMITTED)
COME_BACK = question(messages.COME_BACK, signed=True, hub=KEY, challenge=ANY_TEXT, certificate=DOCUMENT)
SUCCESSION = question(messages.SUCCESSION, signed=True, hub=KEY, challenge=ANY_TEXT, successor=DOCUMENT)

MEETING = question(messages.MEETING, by_hand=True, signed=True, commitment=HASH)
MEETING_ANSWER = answered(
    messages.MEETING, device=KEY, name=ANY_TEXT, meeting=ANY_TEXT, random=ANY_TEXT, pin=HASH
)
TURN = question(
    messages.TURN,
    by_hand=True,
    optional=("agreed",),
    signed=True,
    hub=KEY,
    pin=ANY_TEXT,
    meeting=WORD,
    random=WORD,
    agreed=maybe(YES_NO),
)
TURN_ANSWER = answered(
    messages.TURN,
    optional=tuple(ADMITTED),
    device=KEY,
    state={"enum": [messages.MEETING_WAITS, messages.MEETING_PAIRED]},
    **ADMITTED,
)

TOKEN = question(messages.TOKEN, by_hand=True)
TOKEN_ANSWER = answered(messages.TOKEN_ANSWER, device=KEY, token=WORD, token_until=MOMENT)

RECORD = {
    "type": "object",
    "description": "a signed record",
    "required": [
        "format",
        "version",
        "id",
        "device",
        "n",
        "at",
        "author",
        "kind",
        "subject",
        "body",
        "proof",
    ],
    "properties": {
        "format": {"const": "reviewer-record"},
        "id": ANY_TEXT,
        "device": KEY,
        "n": NUMBER,
        "at": MOMENT,
        "author": ANY_TEXT,
        "kind": ANY_TEXT,
        "subject": ANY_TEXT,
        "body": DOCUMENT,
        "hashes": DOCUMENT,
        "supersedes": ANY_TEXT,
        "proof": PROOF,
    },
}
RECEIPTS = {
    "type": "object",
    "description": "receipts of one batch, signed by the hub",
    "required": ["entries", "proof"],
    "properties": {
        "entries": listed(
            row(record=ANY_TEXT, n=NUMBER, sha256=HASH, accepted=YES_NO, code=ANY_TEXT, reason=ANY_TEXT)
        ),
        "proof": PROOF,
    },
}
WORK = {
    "type": "object",
    "required": ["kind", "submission", "at", "role", "round", "due", "reason", "document", "blobs"],
    "properties": {
        "kind": ANY_TEXT,
        "submission": ANY_TEXT,
        "at": MOMENT,
        "role": ANY_TEXT,
        "round": NUMBER,
        "due": maybe({"type": "string", "format": "date"}),
        "reason": ANY_TEXT,
        "document": maybe(DOCUMENT),
        "blobs": listed(row(sha256=HASH, size=NUMBER)),
        "flag": ANY_TEXT,
    },
}
COUNTED = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}

ROUND = question(
    messages.ROUND,
    by_hand=True,
    optional=("held", "count", "hash", "page", "totals"),
    count=NUMBER,
    hash=HASH_OR_NONE,
    received=NUMBER,
    cursor={"type": "string", "maxLength": 200},
    held={"type": "object", "additionalProperties": COUNTED, "maxProperties": 1000},
    page={
        "type": "integer",
        "minimum": 1,
        "maximum": 2**53 - 1,
        "description": "items of work wanted at once",
    },
    totals={"type": "object", "additionalProperties": NUMBER, "maxProperties": 1000},
)
ROUND_ANSWER = answered(
    messages.ROUND_ANSWER,
    optional=("others", "others_more", "recount"),
    sealing=ANY_TEXT,
    lost=YES_NO,
    refused=HASH_OR_NONE,
    warrant=maybe(DOCUMENT),
    device=KEY,
    count=NUMBER,
    hash=HASH_OR_NONE,
    cursor=ANY_TEXT,
    more=YES_NO,
    work=listed(WORK),
    microcredentials={"type": "object", "additionalProperties": DOCUMENT},
    receipts=listed(RECEIPTS),
    token_until=MOMENT,
    token_due=YES_NO,
    pin=HASH,
    others=listed(RECORD),
    others_more=YES_NO,
    recount=listed(KEY),
    lacking=listed(row(sha256=HASH, size=NUMBER)),
)
FILE_ANSWER = answered(messages.FILE_ANSWER, device=KEY, sha256=HASH)

RECORDS = question(
    messages.RECORDS,
    optional=("sealed", "after", "receipts"),
    count=NUMBER,
    sealed=YES_NO,
    after=HASH_OR_NONE,
    receipts=listed(DOCUMENT),
)
RECORDS_ANSWER = answered(
    messages.RECORDS_ANSWER,
    device=KEY,
    count=NUMBER,
    resend_from=maybe(NUMBER),
    differs=YES_NO,
    receipts=listed(RECEIPTS),
)

OWN = question(messages.OWN, after=NUMBER, have=NUMBER)
OWN_ANSWER = answered(
    messages.OWN_ANSWER,
    device=KEY,
    records=listed(row(n=NUMBER, sha256=HASH, hole=YES_NO, document=maybe(RECORD))),
    more=YES_NO,
)
GIVEN_BACK = question(
    messages.GIVEN_BACK,
    optional=("receipts", "after"),
    warrants={"type": "array", "items": DOCUMENT, "maxItems": 100},
    documents=listed(row(submission=DOCUMENT, microcredential=DOCUMENT)),
    receipts={"type": "array", "items": DOCUMENT, "maxItems": 100},
    after={"type": "string", "maxLength": 200},
)
GIVEN_BACK_ANSWER = answered(
    messages.GIVEN_BACK_ANSWER,
    optional=("refused", "more"),
    device=KEY,
    wanted=listed(ANY_TEXT),
    refused=listed(row(record=ANY_TEXT, sha256=HASH)),
    more=YES_NO,
)

ENTRY = row(microcredential=ANY_TEXT, criterion=ANY_TEXT, level=ANY_TEXT, text=ANY_TEXT)
BANK = question(
    messages.BANK,
    optional=("turn",),
    by_hand=True,
    entries={"type": "array", "items": ENTRY, "maxItems": 1000},
    turn=NUMBER,
)
BANK_ANSWER = answered(messages.BANK_ANSWER, device=KEY, entries=listed(ENTRY))

REFUSAL = {
    "type": "object",
    "description": "a refusal in words, signed by the hub",
    "required": ["format", "version", "hub", "at", "error", "proof"],
    "properties": {
        "format": {"const": messages.ERROR},
        "version": {"type": "integer", "minimum": 0},
        "hub": KEY,
        "at": MOMENT,
        "proof": PROOF,
        "error": {
            "type": "object",
            "required": ["code", "fault", "title", "sentence", "next_step"],
            "properties": {
                "code": ANY_TEXT,
                "fault": ANY_TEXT,
                "title": ANY_TEXT,
                "sentence": ANY_TEXT,
                "next_step": ANY_TEXT,
                "retry_after": NUMBER,
                "versions": VERSIONS,
            },
        },
    },
}
