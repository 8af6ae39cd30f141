"""A short story told to a real hub over a real socket, one question for each route: the examples of its reference."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2

from reviewer_app.bundles import write_bundle
from reviewer_app.domain.meeting import commitment
from reviewer_app.domain.records import COMMENT, FLAG, make_record
from reviewer_app.domain.rubric import (
    Criterion,
    Level,
    Microcredential,
    Part,
    microcredential_document,
    rubric_hash,
)
from reviewer_app.domain.signing import SigningKey, canonical, signed
from reviewer_app.domain.submission import (
    EvidenceItem,
    Submission,
    SubmittedPart,
    submission_document,
    timestamp,
)
from reviewer_app.exchange.messages import SUCCESSOR
from reviewer_app.hub import people
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.meetings import Meetings
from reviewer_app.hub.roles import Role
from reviewer_app.hub.route_table import ROUTES
from reviewer_app.hub.serving import EmbeddedHub
from reviewer_app.hub.tls import own_pin

MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
PLAN = b"A lesson plan."
RANDOM = "0a" * 32
RUBRIC = microcredential_document(
    Microcredential(
        id="questioning",
        edition="2026.1",
        title="Asking better questions",
        competency="Questions that make learners think",
        key_method="Question ladders",
        parts=(Part("one", "Overview"),),
        criteria=(
            Criterion(
                "c1", "one", "Ladders", "", (Level("basic", "Basic", ""), Level("sure", "Sure", "")), "sure"
            ),
        ),
    )
)
WORK = submission_document(
    Submission(
        id="0197a2f4-0000-7000-8000-000000000001",
        alias="Heron 1",
        attempt=1,
        microcredential="questioning",
        edition="2026.1",
        rubric_hash=rubric_hash(RUBRIC),
        submitted_at=MORNING - timedelta(days=1),
        parts=(SubmittedPart("one"),),
        evidence=(
            EvidenceItem(
                *("e1", "one", "Lesson plan", "plan.txt"),
                size=len(PLAN),
                sha256=hashlib.sha256(PLAN).hexdigest(),
                file="data/evidence/00-plan.txt",
            ),
        ),
    )
)
FORMS = {each.name: each for each in ROUTES}

Example = tuple[Any, Any]
"""A question (None where there is no JSON) and its answer (None where that is a file)."""


class _Laptop:
    """One laptop in the story, with its key and token."""

    def __init__(self, story: _Story, seed: bytes) -> None:
        self._story, self.key, self.token = story, SigningKey(seed * 32), ""
        self.certificate: dict[str, Any] = {}

    def says(self, name: str, /, **fields: Any) -> Any:
        """Ask one question and remember it with its answer."""
        return self._story.ask(self, name, fields)

    def signs(self, name: str, /, **fields: Any) -> Any:
        """Ask one question that this laptop signs."""
        claim = self._story.question(self, name, fields)
        return self.says(name, **signed(claim, self.key, timestamp(MORNING)))

    def is_let_in(self, code: str) -> None:
        """Pair with a code."""
        hello = self.says("challenge")
        paired = self.signs("pair", code=code, **_only(hello, "hub", "challenge"))
        self.token, self.certificate = paired["token"], paired["certificate"]

    def comes_back(self) -> None:
        """Trade the hub's own word for a new token, as after the hub lost this laptop."""
        hello = self.says("challenge")
        claim = {"certificate": self.certificate, **_only(hello, "hub", "challenge")}
        self.token = self.signs("back", **claim)["token"]

    def is_succeeded_by(self, heir: _Laptop) -> None:
        """Vouch for the key that a copied store goes on under."""
        hello = heir.says("challenge")
        own = {
            "format": SUCCESSOR,
            "version": 1,
            "device": heir.key.name,
            **_only(hello, "nonce", "hub", "challenge"),
        }
        proven = signed(own, heir.key, timestamp(MORNING))
        heir.token = self.signs("successor", successor=proven, **_only(hello, "hub", "challenge"))["token"]


class _Story:
    def __init__(self, url: str) -> None:
        self._url, self._count = url, 0
        self.told: dict[str, Example] = {}

    def question(self, laptop: _Laptop, name: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        form = FORMS[name].question
        assert form is not None
        self._count += 1
        head = {"format": form.name, "version": 1, "versions": [1], "nonce": f"{self._count:032x}"}
        return {**head, "device": laptop.key.name, **fields}

    def ask(self, laptop: _Laptop, name: str, fields: Mapping[str, Any]) -> Any:
        route, asked, content = FORMS[name], None, b""
        lines, place = fields.get("lines", []), route.path
        if route.question is not None:
            asked = self.question(laptop, name, _without(fields, "lines"))
            content = b"\n".join([json.dumps(asked).encode(), *lines])
        elif "bundle" in fields:
            content = fields["bundle"].read_bytes()
        else:
            place, content = place.format(**fields), fields.get("file", b"")
        headers = {"content-type": route.body.value}
        if laptop.token:
            headers["authorization"] = f"Bearer {laptop.token}"
        answer = httpx2.request(route.method, self._url + place, content=content, headers=headers, timeout=30)
        assert answer.status_code == 200, answer.text
        told = answer.json() if route.answer is not None else None
        self.told.setdefault(name, (asked, told))
        return told


def examples() -> dict[str, Example]:
    """Each route's question and answer, with what chance made replaced by what is always the same."""
    with tempfile.TemporaryDirectory() as folder:
        hub = Hub.open(Path(folder) / "hub", bytes(32), lambda: MORNING, name="Lakeside District")
        try:
            with EmbeddedHub(hub, meetings=Meetings(hub.books, own_pin(hub.books.key))) as url:
                told = _tell(hub, url, Path(folder))
        finally:
            hub.close()
    return _always_the_same(told)


def _tell(hub: Hub, url: str, folder: Path) -> dict[str, Example]:
    story = _Story(url)
    office, desk, keeper = (_Laptop(story, each) for each in (b"o", b"d", b"k"))
    # Made at the same moment as Sam, and listed before: an id by chance would not always be the smaller one.
    cleo = people.add_person(hub.books, "Cleo", Role.COORDINATOR, "00000000-0000-7000-8000-00000000000c")
    office.is_let_in(hub.pairing_code(cleo))
    sam = office.says("add-person", name="Sam")["id"]
    desk.is_let_in(office.says("code", person=sam)["code"])
    guest = _Laptop(story, b"g")
    meeting = guest.signs("meeting", commitment=commitment(guest.key.name, RANDOM))
    guest.signs("turn", **_only(meeting, "hub", "pin", "meeting"), random=RANDOM, agreed=None)
    bundle = folder / "one.reviewbundle"
    plan = {WORK["evidence"][0]["file"]: PLAN}
    write_bundle(bundle, WORK, RUBRIC, plan, SigningKey(b"i" * 32), timestamp(MORNING))
    task = {"submission": office.says("take", bundle=bundle)["submission"], "person": sam}
    office.says("assign", **task, due="2026-12-04")
    _exchange(desk, task["submission"])
    desk.is_succeeded_by(_Laptop(story, b"h"))
    flag = office.says("flags")["rows"][0]["id"]
    office.says("settle", flag=flag, words="The earner sent the file again.")
    office.says("withdraw", **task, reason="Handed in twice.")
    office.says("reopen", **task)
    newer = {**WORK, "id": "00000000-0000-7000-8000-000000000002", "attempt": 2}
    hub.add_submission(newer, RUBRIC, [PLAN])
    office.says("supersede", submission=newer["id"])
    office.says("close", submission=newer["id"], reason="The two of you agreed by phone.")
    hub.reopen(task["submission"], task["person"])
    office.says("release", **_only(task, "submission"))
    for each in ("people", "laptops", "submissions", "assignments", "interests", "decisions", "status"):
        office.says(each)
    keeper.is_let_in(hub.pairing_code(hub.add_person("Ada", Role.ADMINISTRATOR)))
    office.says("revoke", laptop=desk.key.name)
    keeper.says("set-role", person=sam, role="coordinator")
    keeper.says("set-active", person=sam, active=False)
    return story.told


def _exchange(desk: _Laptop, work: str) -> None:
    told = desk.says("round", count=0, hash="", received=0, cursor="", held={})
    desk.says("blob", sha256=hashlib.sha256(PLAN).hexdigest())
    desk.says("give-blob", sha256=hashlib.sha256(PLAN).hexdigest(), file=PLAN)
    bodies: list[tuple[str, dict[str, Any]]] = [
        (COMMENT, {"criterion": "c1", "text": "Show one more ladder."}),
        (
            FLAG,
            {"id": "f1", "kind": "unreadable", "problem": True, "evidence": "e1", "text": "Page 2 is blank."},
        ),
    ]
    lines = [
        canonical(
            make_record(
                desk.key,
                id=f"0197a2f4-0000-7000-8000-00000000010{n}",
                n=n,
                at=MORNING,
                author="",
                kind=kind,
                subject=work,
                body=body,
            ).document
        )
        for n, (kind, body) in enumerate(bodies, 1)
    ]
    desk.says("records", count=len(lines), lines=lines)
    comment = {
        "microcredential": "questioning",
        "criterion": "c1",
        "level": "basic",
        "text": "Show one more ladder.",
    }
    desk.says("bank", entries=[comment])
    desk.token = desk.says("token")["token"]
    desk.says("own", after=1, have=1)
    desk.says("given-back", warrants=[told["warrant"]], documents=[])
    desk.comes_back()


def _always_the_same(told: Mapping[str, Example]) -> dict[str, Example]:
    text = json.dumps(told)
    for pattern, shown in PATTERNS:
        found = dict.fromkeys(re.findall(pattern, text))
        for n, each in enumerate(found, 1):
            text = text.replace(each, shown(n))
    made: dict[str, list[Any]] = json.loads(text)
    return {name: (asked, answer) for name, (asked, answer) in made.items()}


def _only(fields: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: fields[name] for name in names}


def _without(fields: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in names}


Shown = Callable[[int], str]
PATTERNS: tuple[tuple[str, Shown], ...] = (
    (r'(?<="token": ")[^"]+', lambda n: f"example-token-{n}"),
    (r'(?<="proofValue": ")z[^"]+', lambda n: "zExampleSignature"),
    (r'(?<="code": ")[A-Z0-9]{4}-[A-Z0-9]{4}', lambda n: f"K7QA-34M{'ACDEFGH'[n - 1]}"),
    (r"\bage1[0-9a-z]{58}\b", lambda n: f"age1example{n}"),
    (r"z6Mk[1-9A-HJ-NP-Za-km-z]{40,48}", lambda n: f"z6MkExampleKey{n}"),
    (r"\b[0-9a-f]{64}\b", lambda n: f"{n:064x}"),
    (r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", lambda n: f"0197a2f4-0000-7000-8000-{n:012x}"),
    (r'(?<=")\d+-[0-9a-f]{12}(?=")', lambda n: f"{n}-0123456789ab"),
    (r'(?<="mark": ")[0-9a-f]{12}', lambda n: f"{n:012x}"),
)
"""What is made by chance, and what stands for it in an example."""
