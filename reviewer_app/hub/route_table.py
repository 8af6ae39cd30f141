"""Every route of the hub in one table: who may ask, about what of theirs, how much, and which forms travel.

The application, its doors, the reference and the tests are made from these rows; what has no row does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reviewer_app.hub import coordinator_forms as office
from reviewer_app.hub import exchange_forms as exchange
from reviewer_app.hub.asked import Handler
from reviewer_app.hub.bank import LARGEST_BANK
from reviewer_app.hub.doors import LARGEST_BATCH, LARGEST_BUNDLE, LARGEST_QUESTION
from reviewer_app.hub.forms import Form, Schema
from reviewer_app.hub.handlers import pairing, people, results, rounds, work
from reviewer_app.hub.roles import COORDINATING, KEEPING, LETTING_IN, READING, SEEING_PEOPLE, WORKING, Role


class Relation(StrEnum):
    """What the caller must be to what a question is about; for anything else the answer is a refusal."""

    OPEN = "open to whoever asks, since it is how one gets a token"
    OWN_LAPTOP = "only the laptop that the token belongs to, and its person"
    OWN_WORK = (
        "a file of work assigned to the person and neither withdrawn nor handed back; any other is a 404"
    )
    HUB = "anything on this hub"
    LESSER = "accounts that may do less: a coordinator only assessors, an administrator anybody"


class Body(StrEnum):
    """How a question comes."""

    NONE = "none"
    JSON = "application/json"
    LINES = "application/x-ndjson"
    BUNDLE = "application/zip"


@dataclass(frozen=True)
class Route:
    """One row: a method and an address with all that is to be said of them.

    ``who`` are the roles that may ask, none where it is open. ``largest`` counts bytes of the body, ``query`` names
    what may stand behind the address, ``refusals`` the codes beyond those that any route may answer with.
    """

    name: str
    method: str
    path: str
    purpose: str
    who: frozenset[Role]
    relation: Relation
    handler: Handler
    question: Form | None = None
    answer: Form | None = None
    body: Body = Body.JSON
    largest: int = LARGEST_QUESTION
    changes: bool = False
    query: Mapping[str, Schema] = field(default_factory=dict)
    refusals: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it needs no token."""
        return not self.who


PAGE: Mapping[str, Schema] = {
    "nonce": {"type": "string", "maxLength": 200},
    "after": {"type": "string", "pattern": "^[0-9]{0,15}$"},
    "limit": {"type": "integer", "minimum": 1, "maximum": 1000},
}
NONCE: Mapping[str, Schema] = {"nonce": PAGE["nonce"]}
SETTLED_TOO: Mapping[str, Schema] = {"settled": {"enum": ["yes", "no"]}}
SHA256: Schema = {"type": "string"}
PLACES: Mapping[str, Schema] = {"sha256": SHA256}
"""What stands in an address, by its name there."""


def _reads(
    name: str, path: str, purpose: str, who: frozenset[Role], handler: Handler, answer: Form, **more: Schema
) -> Route:
    return Route(
        name,
        "GET",
        path,
        purpose,
        who,
        Relation.HUB,
        handler,
        answer=answer,
        body=Body.NONE,
        largest=0,
        query={**PAGE, **more},
    )


def _changes(
    name: str,
    path: str,
    purpose: str,
    who: frozenset[Role],
    handler: Handler,
    question: Form,
    answer: Form,
    relation: Relation = Relation.HUB,
    refusals: tuple[str, ...] = ("unknown", "not-possible", "nonce-used"),
) -> Route:
    return Route(
        name,
        "POST",
        path,
        purpose,
        who,
        relation,
        handler,
        question,
        answer,
        changes=True,
        refusals=refusals,
    )


ROUTES: tuple[Route, ...] = (
    Route(
        "challenge",
        "POST",
        "/v1/pairing/challenge",
        "Random bytes that a laptop signs to show that it holds its key; good for two minutes.",
        frozenset(),
        Relation.OPEN,
        pairing.challenge,
        exchange.CHALLENGE,
        exchange.CHALLENGE_ANSWER,
        changes=True,
        refusals=("too-many-tries",),
    ),
    Route(
        "pair",
        "POST",
        "/v1/pairing",
        "A token for a one-time code, to a laptop that signs the challenge.",
        frozenset(),
        Relation.OPEN,
        pairing.pair,
        exchange.PAIR,
        exchange.PAIRED,
        changes=True,
        refusals=(
            *("too-many-tries", "challenge-wrong", "proof-wrong"),
            *("code-wrong", "code-expired", "code-used", "other-person"),
        ),
    ),
    Route(
        "meeting",
        "POST",
        "/v1/pairing/meeting",
        "A laptop asks to be paired by a short code on both screens, while the hub is shared on its network.",
        frozenset(),
        Relation.OPEN,
        pairing.meet,
        exchange.MEETING,
        exchange.MEETING_ANSWER,
        changes=True,
        refusals=("not-sharing", "proof-wrong", "too-many-tries"),
    ),
    Route(
        "turn",
        "POST",
        "/v1/pairing/meeting/turn",
        "What the laptop’s person said of the two codes, and how far the coordinator is.",
        frozenset(),
        Relation.OPEN,
        pairing.turn,
        exchange.TURN,
        exchange.TURN_ANSWER,
        changes=True,
        refusals=("not-sharing", "proof-wrong", "meeting-over", "meeting-refused", "other-person"),
    ),
    Route(
        "token",
        "POST",
        "/v1/token",
        "A new token for the laptop’s old one, which stays good until the new one is first used.",
        WORKING,
        Relation.OWN_LAPTOP,
        pairing.rotate,
        exchange.TOKEN,
        exchange.TOKEN_ANSWER,
        changes=True,
        refusals=("other-device",),
    ),
    Route(
        "round",
        "POST",
        "/v1/round",
        "Counters compared, and what is new for the person since the cursor.",
        WORKING,
        Relation.OWN_LAPTOP,
        rounds.compare,
        exchange.ROUND,
        exchange.ROUND_ANSWER,
        refusals=("other-device",),
    ),
    Route(
        "records",
        "POST",
        "/v1/records",
        "A batch of records, each accepted or refused by itself; the body is the head and then one record a line.",
        WORKING,
        Relation.OWN_LAPTOP,
        rounds.records,
        exchange.RECORDS,
        exchange.RECORDS_ANSWER,
        body=Body.LINES,
        largest=LARGEST_BATCH,
        changes=True,
        refusals=("other-device", "cut-short"),
    ),
    Route(
        "bank",
        "POST",
        "/v1/bank",
        "The comments a person shares, for those that all share on the person’s micro-credentials.",
        WORKING,
        Relation.OWN_LAPTOP,
        rounds.bank,
        exchange.BANK,
        exchange.BANK_ANSWER,
        largest=LARGEST_BANK,
        changes=True,
        refusals=("other-device",),
    ),
    Route(
        "blob",
        "GET",
        "/v1/blobs/{sha256}",
        "A file of the person’s own work, whole or from an offset; believed by its hash.",
        WORKING,
        Relation.OWN_WORK,
        rounds.blob,
        body=Body.NONE,
        largest=0,
        refusals=("blob-unknown", "range-beyond"),
    ),
    _reads(
        "people",
        "/v1/people",
        "Everyone with an account, in the order they were added.",
        SEEING_PEOPLE,
        people.listed,
        office.PEOPLE,
    ),
    _changes(
        "add-person",
        "/v1/people",
        "A new account; an assessor’s, unless an administrator asks for another.",
        LETTING_IN,
        people.add,
        office.ADD_PERSON,
        office.PERSON_ANSWER,
        Relation.LESSER,
    ),
    _changes(
        "code",
        "/v1/people/code",
        "A one-time code with which a person pairs a laptop; older unused ones of the person end.",
        LETTING_IN,
        people.code,
        office.CODE,
        office.CODE_ANSWER,
        Relation.LESSER,
    ),
    _changes(
        "set-role",
        "/v1/people/role",
        "Another role for an account; its laptops pair again.",
        KEEPING,
        people.set_role,
        office.SET_ROLE,
        office.PERSON_ANSWER,
        Relation.LESSER,
    ),
    _changes(
        "set-active",
        "/v1/people/active",
        "An account disabled, or enabled again.",
        KEEPING,
        people.set_active,
        office.SET_ACTIVE,
        office.PERSON_ANSWER,
        Relation.LESSER,
    ),
    _reads(
        "laptops",
        "/v1/laptops",
        "Every laptop that was ever paired; nothing of its token.",
        SEEING_PEOPLE,
        people.laptops,
        office.LAPTOPS,
    ),
    _changes(
        "revoke",
        "/v1/laptops/revoke",
        "One laptop shut out at once.",
        LETTING_IN,
        people.revoke,
        office.REVOKE,
        office.REVOKED,
        Relation.LESSER,
    ),
    _reads(
        "submissions",
        "/v1/submissions",
        "Submissions in the order they came.",
        READING,
        work.submissions,
        office.SUBMISSIONS,
    ),
    Route(
        "take",
        "POST",
        "/v1/submissions",
        "A bundle taken in, whole or not at all; the body is the bundle itself.",
        COORDINATING,
        Relation.HUB,
        work.take,
        answer=office.TAKEN_IN,
        body=Body.BUNDLE,
        largest=LARGEST_BUNDLE,
        changes=True,
        query=NONCE,
        refusals=("bundle-refused", "cut-short"),
    ),
    _changes(
        "release",
        "/v1/submissions/release",
        "Noted that the earner was told, so that no decision on the submission can be taken back.",
        COORDINATING,
        work.release,
        office.RELEASE,
        office.RELEASED,
    ),
    _reads(
        "assignments",
        "/v1/assignments",
        "Who has what, in the order it was given.",
        READING,
        work.assignments,
        office.ASSIGNMENTS,
    ),
    _changes(
        "assign",
        "/v1/assignments",
        "A submission given to a person; the task as it is when it is theirs already.",
        COORDINATING,
        work.assign,
        office.ASSIGN,
        office.ASSIGNMENT_ANSWER,
    ),
    _changes(
        "withdraw",
        "/v1/assignments/withdraw",
        "A submission taken back from a person, with a reason for them; what they said is kept.",
        COORDINATING,
        work.withdraw,
        office.WITHDRAW,
        office.ASSIGNMENT_ANSWER,
    ),
    _changes(
        "reopen",
        "/v1/assignments/reopen",
        "What was withdrawn given back.",
        COORDINATING,
        work.reopen,
        office.REOPEN,
        office.ASSIGNMENT_ANSWER,
    ),
    _reads(
        "flags",
        "/v1/flags",
        "Flags and problems that stand, the oldest first.",
        READING,
        results.flags,
        office.FLAGS,
        **SETTLED_TOO,
    ),
    _changes(
        "settle",
        "/v1/flags/settle",
        "A flag settled, with words for the assessor’s next round.",
        COORDINATING,
        results.settle,
        office.SETTLE,
        office.SETTLED,
    ),
    _reads(
        "interests",
        "/v1/interests",
        "Conflicts of interest that were declared.",
        READING,
        results.interests,
        office.INTERESTS,
    ),
    _reads(
        "decisions",
        "/v1/decisions",
        "Decisions that count; of a blind pair’s only that they are there, until both are in.",
        READING,
        results.decisions,
        office.DECISIONS,
    ),
    _reads("status", "/v1/status", "The hub in numbers.", SEEING_PEOPLE, results.status, office.STATUS),
)
