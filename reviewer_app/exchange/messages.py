"""The forms that travel between desk and hub, made and read the same way at both ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from reviewer_app.domain.receipts import Receipt, read_receipts
from reviewer_app.domain.submission import moment
from reviewer_app.exchange.failures import hub_error, line_error
from reviewer_app.exchange.versions import SPOKEN

VERSION = 1
BATCH_RECORDS = 500
BATCH_BYTES = 4 * 1024 * 1024
NEWS_ITEMS = 250
"""News that a laptop asks for at once: kept so quickly that nobody waits long for the store meanwhile."""

ROUND = "reviewer-round"
ROUND_ANSWER = "reviewer-round-answer"
RECORDS = "reviewer-records"
RECORDS_ANSWER = "reviewer-records-answer"
CHALLENGE = "reviewer-challenge"
PAIR = "reviewer-pair"
PAIRED = "reviewer-paired"
TOKEN = "reviewer-token"
TOKEN_ANSWER = "reviewer-token-answer"
MEETING = "reviewer-meeting"
TURN = "reviewer-meeting-turn"
BANK = "reviewer-bank"
BANK_ANSWER = "reviewer-bank-answer"
OWN = "reviewer-own"
OWN_ANSWER = "reviewer-own-answer"
GIVEN_BACK = "reviewer-given-back"
GIVEN_BACK_ANSWER = "reviewer-given-back-answer"
FILE_ANSWER = "reviewer-file-answer"
CERTIFICATE = "reviewer-pairing-certificate"
COME_BACK = "reviewer-come-back"
SUCCESSION = "reviewer-succession"
SUCCESSOR = "reviewer-successor"
WARRANT = "reviewer-warrant"
ERROR = "reviewer-error"

ASSIGNED = "assigned"
WITHDRAWN = "withdrawn"
REOPENED = "reopened"
HANDED_BACK = "handed-back"
SETTLED = "settled"
KNOWN_WORK = frozenset({ASSIGNED, WITHDRAWN, REOPENED, HANDED_BACK, SETTLED})
"""Kinds of news that this program can read; what else a newer hub says is passed over until it can."""

MEETING_WAITS = "waiting"
MEETING_PAIRED = "paired"


@dataclass(frozen=True)
class Pairing:
    """What a laptop knows of its hub: where it is, its key (Multikey), who the hub says the person is, the token.

    ``pin`` is the SHA-256 (hex) of the key of the hub's own line, "" while unknown; ``near`` is where it was last on
    the school's network, "" if never: there, and nowhere else, the pin alone is trusted.
    """

    hub_url: str
    hub_key: str
    hub_name: str
    token: str
    person: str
    person_name: str
    pin: str = ""
    near: str = ""
    certificate: str = ""
    """The pairing as the hub signed it (JSON): with it a hub that lost this laptop takes it back."""

    def __repr__(self) -> str:
        return f"Pairing({self.hub_url}, {self.hub_key}, person={self.person})"


@dataclass(frozen=True)
class BlobRef:
    """A file by its SHA-256 (hex) and size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class WorkItem:
    """One thing the hub says about one submission: it is yours, was taken back, is open again; a flag is settled.

    The documents are the issuer's own bytes and the same for every assessor; role, round and due date are this
    person's. Both documents are empty for a withdrawal, whose ``reason`` is a sentence.
    """

    kind: str
    submission: str
    at: str
    role: str = "assessor"
    round: int = 1
    due: date | None = None
    reason: str = ""
    submission_doc: Mapping[str, Any] | None = None
    microcredential_doc: Mapping[str, Any] | None = None
    blobs: tuple[BlobRef, ...] = ()
    flag: str = ""
    """The flag that is settled; ``reason`` holds the coordinator's words."""


@dataclass(frozen=True)
class RoundRequest:
    """The desk's side of a round's first step: how many records it has, their rolling hash, how far it has read.

    ``received`` is the number up to which every record has a receipt; the hub sends again what is missing after it.
    ``held`` says for each other laptop of the person the highest number here and how many records there are, ``page``
    how many items of news are wanted at once; a hub of an older version sends a hundred. ``totals`` is, where numbers
    of such a laptop lack here, the sum of those that are here.
    """

    device: str
    count: int
    hash: str
    received: int
    cursor: str
    nonce: str
    held: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    page: int = NEWS_ITEMS
    totals: Mapping[str, int] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """The request as JSON."""
        return {
            "format": ROUND,
            "version": VERSION,
            "nonce": self.nonce,
            "device": self.device,
            "count": self.count,
            "hash": self.hash,
            "received": self.received,
            "cursor": self.cursor,
            "held": {device: list(counted) for device, counted in self.held.items()},
            "page": self.page,
            **({"totals": dict(self.totals)} if self.totals else {}),
        }


SignedReceipts = tuple[Mapping[str, Any], tuple[Receipt, ...]]
"""A receipt document that the hub signed, and the receipts read from it."""


@dataclass(frozen=True)
class RoundAnswer:
    """The hub's side: what it has of this device, and what is new for the person since the cursor.

    ``others`` are records of the person's other laptops, ``recount`` those laptops of which another number is accepted
    there than is here.
    ``pin`` names the key of the hub's own line ("" from a hub that has none).
    """

    count: int
    hash: str
    cursor: str
    more: bool
    work: tuple[WorkItem, ...]
    receipts: tuple[SignedReceipts, ...]
    at: datetime
    others: tuple[Mapping[str, Any], ...] = ()
    others_more: bool = False
    recount: tuple[str, ...] = ()
    sealing: str = ""
    """The key that records are sealed for (``age1…``); "" from a hub of an older version."""
    lost: bool = False
    """The hub does not know the cursor it was asked with, as after it was restored from a backup."""
    warrant: Mapping[str, Any] | None = None
    """What this page says of the person's work, signed by itself: proof for a hub that lost it."""
    token_due: bool = False
    """Whether it is time to trade this laptop's token for a new one."""
    pin: str = ""
    again: bool = False
    """Whether another answer may lie there already, as in a folder; it is asked for at once."""
    later: bool = False
    """Whether what is sent now is answered another time, as by a stick."""
    refused: str | None = None
    """One hash over what the hub refuses of all laptops of the person, "" for nothing; None where it does not say."""
    left_at: str = ""
    """When the hub signed this, or what it is taken from; only where it lay in a folder and nothing newer is known."""
    since_receipts: bool = False
    """Whether that was after every receipt here, and not in the same moment, as where two of its processes answer."""
    given_back: tuple[str, ...] = ()
    """The names of messages that it took, by which a laptop gave something back."""
    lacking: tuple[BlobRef, ...] = ()
    """Files of the person's work that the hub names and has lost."""
    repaid: bool = False
    """Whether it took every one of those that were to be left now."""
    own_told: bool = False
    """Whether it lies there what the hub has of the laptop's own line, since that is another than it asked with."""


@dataclass(frozen=True)
class Proof:
    """What goes with a batch: the rolling hash before its first record, and receipts its records had before."""

    after: str
    receipts: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class RecordsAnswer:
    """What became of a batch: receipts (as signed documents and read), and where to send from when there was a gap.

    ``differs``: nothing was taken, since the hub has other records of this laptop before these or in their place.
    """

    count: int
    receipts: tuple[SignedReceipts, ...]
    resend_from: int | None
    differs: bool = False
    later: bool = False
    """Whether it was only left there, and is answered another time."""
    taken: bool = True
    """False where nothing could be left: the stick is full, or can only be read."""


@dataclass(frozen=True)
class OwnRecord:
    """One of the laptop's own numbers as the hub has it; ``hole`` where only damaged bytes came under it.

    ``document`` is told of numbers the laptop does not have.
    """

    n: int
    sha256: str
    hole: bool
    document: Mapping[str, Any] | None


@dataclass(frozen=True)
class OwnPage:
    """The laptop's own records as the hub has them, after a number, and whether more follow."""

    records: tuple[OwnRecord, ...]
    more: bool


@dataclass(frozen=True)
class RefusedPage:
    """What the hub refuses of all laptops of the person, as ids and hashes, and whether more follow."""

    records: tuple[tuple[str, str], ...] = ()
    more: bool = False


def batch_head(
    device: str, count: int, nonce: str, proof: Proof | None = None, *, sealed: bool = False
) -> dict[str, Any]:
    """The first line of a batch: how many lines follow, so that a cut batch is seen to be cut."""
    head: dict[str, Any] = {
        "format": RECORDS,
        "version": VERSION,
        "nonce": nonce,
        "device": device,
        "count": count,
    }
    if sealed:
        head["sealed"] = True
    if proof is not None:
        head |= {"after": proof.after, "receipts": list(proof.receipts)}
    return head


def open_answer(
    document: Any, by: str | None, hub: str, form: str, nonce: str, versions: Sequence[int] = SPOKEN
) -> Mapping[str, Any]:
    """The document if our hub signed it (``by`` says who did), in this form, in answer to this question; else an error
    that says which."""
    if not isinstance(document, Mapping) or "proof" not in document:
        raise line_error("captive-portal")
    if by != hub:
        raise hub_error("other-hub")
    if document.get("nonce") != nonce:
        raise line_error("stale")
    if document.get("format") != form or document.get("version") not in versions:
        raise line_error("garbled", "Hub and laptop speak different versions.")
    return document


def read_round(document: Mapping[str, Any], hub: str) -> RoundAnswer:
    """A round's answer from its (already trusted) document; LineError ``garbled`` where a field is wrong."""
    try:
        rubrics: Mapping[str, Any] = document["microcredentials"]
        return RoundAnswer(
            count=int(document["count"]),
            hash=str(document["hash"]),
            cursor=str(document["cursor"]),
            more=bool(document["more"]),
            work=tuple(_work(each, rubrics) for each in document["work"]),
            receipts=tuple((each, read_receipts(each, hub)) for each in document["receipts"]),
            at=moment(document["at"]),
            # A hub of an older version keeps what other laptops said to itself.
            others=tuple(dict(each) for each in document.get("others", ())),
            others_more=bool(document.get("others_more", False)),
            recount=tuple(str(each) for each in document.get("recount", ())),
            sealing=str(document.get("sealing", "")),
            lost=bool(document.get("lost", False)),
            warrant=document.get("warrant"),
            token_due=document.get("token_due") is True,
            pin=str(document.get("pin", "")),
            refused=str(document["refused"]) if "refused" in document else None,
            lacking=tuple(
                BlobRef(str(each["sha256"]), int(each["size"])) for each in document.get("lacking", ())
            ),
            given_back=tuple(str(each) for each in document.get("given_back", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise line_error("garbled", f"A field is missing or wrong ({problem}).") from problem


def _work(each: Mapping[str, Any], rubrics: Mapping[str, Any]) -> WorkItem:
    if each["kind"] not in KNOWN_WORK:
        return WorkItem(str(each["kind"]), str(each.get("submission", "")), str(each.get("at", "")))
    held = each.get("document")
    return WorkItem(
        kind=str(each["kind"]),
        submission=str(each["submission"]),
        at=str(each["at"]),
        role=str(each["role"]),
        round=int(each["round"]),
        due=date.fromisoformat(each["due"]) if each["due"] else None,
        reason=str(each["reason"]),
        submission_doc=held,
        microcredential_doc=rubrics[held["microcredential"]["hash"]] if held else None,
        blobs=tuple(BlobRef(str(blob["sha256"]), int(blob["size"])) for blob in each["blobs"]),
        flag=str(each.get("flag", "")),
    )


def read_records_answer(document: Mapping[str, Any], hub: str) -> RecordsAnswer:
    """What became of a batch from its (already trusted) document; each receipt's own signature is checked again."""
    try:
        resend = document["resend_from"]
        return RecordsAnswer(
            count=int(document["count"]),
            receipts=tuple((each, read_receipts(each, hub)) for each in document["receipts"]),
            resend_from=None if resend is None else int(resend),
            differs=bool(document.get("differs", False)),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise line_error("garbled", f"A field is missing or wrong ({problem}).") from problem


def read_own(document: Mapping[str, Any]) -> OwnPage:
    """A page of the laptop's own records from its (already trusted) document."""
    try:
        records = tuple(
            OwnRecord(int(each["n"]), str(each["sha256"]), bool(each["hole"]), each["document"])
            for each in document["records"]
        )
        return OwnPage(records, bool(document["more"]))
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise line_error("garbled", f"A field is missing or wrong ({problem}).") from problem


def read_refused(document: Mapping[str, Any]) -> RefusedPage:
    """A page of refused records from its (already trusted) document; an older hub names none."""
    try:
        records = tuple((str(each["record"]), str(each["sha256"])) for each in document.get("refused", ()))
        return RefusedPage(records, bool(document.get("more", False)))
    except (KeyError, TypeError) as problem:
        raise line_error("garbled", f"A field is missing or wrong ({problem}).") from problem
