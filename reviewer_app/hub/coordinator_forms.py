"""The forms of what coordinators, administrators and auditors ask and are told."""

from __future__ import annotations

from typing import Any

from reviewer_app.hub.forms import (
    ANY_TEXT,
    DOCUMENT,
    HASH,
    KEY,
    MOMENT,
    NUMBER,
    WORD,
    YES_NO,
    Form,
    Schema,
    answered,
    listed,
    maybe,
    question,
    row,
)
from reviewer_app.hub.roles import Role

ROLE: Schema = {"enum": [each.value for each in Role]}
SENTENCE: Schema = {"type": "string", "minLength": 1, "maxLength": 4000}
NAMED: Schema = {"type": "string", "minLength": 1, "maxLength": 1000}
STATE: Schema = {"enum": ["open", "decided", "released", "withdrawn", "handed_back"]}
DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
DAY_OR_NONE: Schema = {"type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"}


def page(name: str, /, rows: Schema) -> Form:
    """A list that comes in pages: ``after`` of this answer is asked for the next, null at the end."""
    return answered(name, rows=listed(rows), after=maybe(ANY_TEXT))


PERSON: dict[str, Any] = {"id": ANY_TEXT, "name": ANY_TEXT, "role": ROLE, "active": YES_NO}
PEOPLE = page("reviewer-people", row(**PERSON))
ADD_PERSON = question("reviewer-add-person", optional=("role",), name=WORD, role=ROLE)
PERSON_ANSWER = answered("reviewer-person", **PERSON)
CODE = question("reviewer-pairing-code", person=NAMED)
CODE_ANSWER = answered("reviewer-pairing-code-answer", person=ANY_TEXT, code=WORD, good_until=MOMENT)
SET_ROLE = question("reviewer-set-role", person=NAMED, role=ROLE)
SET_ACTIVE = question("reviewer-set-active", person=NAMED, active=YES_NO)

LAPTOP = {
    "name": KEY,
    "person": ANY_TEXT,
    "person_name": ANY_TEXT,
    "paired_at": MOMENT,
    "seen_at": MOMENT,
    "revoked_at": MOMENT,
    "records": NUMBER,
}
LAPTOPS = page("reviewer-laptops", row(**LAPTOP))
REVOKE = question("reviewer-revoke", laptop=NAMED)
REVOKED = answered("reviewer-revoked", laptop=KEY, revoked_at=MOMENT)

SUBMISSION = {"id": ANY_TEXT, "alias": ANY_TEXT, "taken_at": MOMENT, "assignments": NUMBER}
SUBMISSIONS = page("reviewer-submissions", row(**SUBMISSION))
TAKEN_IN = answered("reviewer-taken-in", submission=ANY_TEXT, alias=ANY_TEXT)
RELEASE = question("reviewer-release", submission=NAMED)
RELEASED = answered("reviewer-released", submission=ANY_TEXT, released=NUMBER)
CLOSE = question("reviewer-close", submission=NAMED, reason=SENTENCE)
CLOSED = answered("reviewer-closed", submission=ANY_TEXT, taken_back=NUMBER)
SUPERSEDE = question("reviewer-supersede", submission=NAMED)
SUPERSEDED = answered("reviewer-superseded", submission=ANY_TEXT, replaced=listed(ANY_TEXT), given=NUMBER)

ASSIGNMENT: dict[str, Any] = {
    "submission": ANY_TEXT,
    "alias": ANY_TEXT,
    "person": ANY_TEXT,
    "person_name": ANY_TEXT,
    "role": ANY_TEXT,
    "round": NUMBER,
    "due": DAY_OR_NONE,
    "state": STATE,
}
ASSIGNMENTS = page("reviewer-assignments", row(**ASSIGNMENT))
ASSIGN = question(
    "reviewer-assign",
    optional=("due", "role", "round"),
    submission=NAMED,
    person=NAMED,
    due=DAY,
    role=WORD,
    round={"type": "integer", "minimum": 1, "maximum": 100},
)
WITHDRAW = question("reviewer-withdraw", submission=NAMED, person=NAMED, reason=SENTENCE)
REOPEN = question("reviewer-reopen", submission=NAMED, person=NAMED)
ASSIGNMENT_ANSWER = answered("reviewer-assignment", **ASSIGNMENT)

FLAG = {
    "id": ANY_TEXT,
    "submission": ANY_TEXT,
    "alias": ANY_TEXT,
    "person": ANY_TEXT,
    "person_name": ANY_TEXT,
    "kind": ANY_TEXT,
    "problem": YES_NO,
    "text": ANY_TEXT,
    "evidence": listed(ANY_TEXT),
    "place": ANY_TEXT,
    "at": MOMENT,
    "pauses": YES_NO,
    "settled_at": MOMENT,
    "words": ANY_TEXT,
}
FLAGS = page("reviewer-flags", row(**FLAG))
SETTLE = question("reviewer-settle", flag=NAMED, words=SENTENCE)
SETTLED = answered("reviewer-settled", flag=ANY_TEXT, submission=ANY_TEXT, words=ANY_TEXT)

INTERESTS = page(
    "reviewer-interests",
    row(submission=ANY_TEXT, person=ANY_TEXT, reason=ANY_TEXT, words=ANY_TEXT, at=MOMENT),
)
DECISIONS = page(
    "reviewer-decisions",
    row(
        submission=ANY_TEXT,
        alias=ANY_TEXT,
        person=ANY_TEXT,
        person_name=ANY_TEXT,
        at=MOMENT,
        record=ANY_TEXT,
        sealed=YES_NO,
        outcome=maybe(ANY_TEXT),
        sha256=maybe(HASH),
        document=maybe(DOCUMENT),
    ),
)
STATUS = answered(
    "reviewer-status",
    name=ANY_TEXT,
    people=NUMBER,
    devices=NUMBER,
    submissions=NUMBER,
    assignments=NUMBER,
    open=NUMBER,
    decisions=NUMBER,
    records=NUMBER,
    refused=NUMBER,
    kept_aside=NUMBER,
)
