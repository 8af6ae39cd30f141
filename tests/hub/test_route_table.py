"""Every route, asked by every role about what is theirs and what is not, answers as its row says."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import httpx2
import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import event

from reviewer_app.domain.signing import SigningKey, signer
from reviewer_app.hub.exchange_forms import REFUSAL
from reviewer_app.hub.openapi import codes_of
from reviewer_app.hub.roles import Role, may_let_in
from reviewer_app.hub.route import Relation, Route
from reviewer_app.hub.route_table import ROUTES
from tests.hub.office import FILE, FOREIGN, QUESTIONS, Laptop, Office, Question, office, sound

OPEN_CODES = {"challenge": 200, "pair": 409, "back": 403, "successor": 403, "meeting": 403, "turn": 403}
"""What open routes answer to whoever asks soundly: nobody made the code, and this hub is not shared."""
CHANGING = [each for each in ROUTES if each.changes]
ABOUT_LESSER = [each for each in ROUTES if each.relation is Relation.LESSER]


@pytest.fixture(scope="module")
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(tmp_path_factory.mktemp("office")) as made:
        yield made


def told(answer: httpx2.Response) -> tuple[int, str]:
    """The status and the code, of an answer that the hub signed."""
    if "json" not in answer.headers["content-type"]:
        return answer.status_code, ""
    document = answer.json()
    assert signer(document) == document["hub"]
    return answer.status_code, document.get("error", {}).get("code", "")


def bare(answer: httpx2.Response) -> dict[str, Any]:
    """The answer without what differs between any two."""
    return {name: value for name, value in answer.json().items() if name not in ("nonce", "proof", "at")}


def test_every_row_is_covered() -> None:
    assert set(QUESTIONS) == {each.name for each in ROUTES}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("route", ROUTES, ids=lambda each: each.name)
def test_a_role_may_ask_what_its_row_says(it: Office, route: Route, role: Role) -> None:
    answer = it.ask(route.name, it.laptops[role])
    if route.is_open:
        assert answer.status_code == OPEN_CODES[route.name]
    elif role in route.who:
        assert told(answer) == (200, "")
        if route.answer is not None:
            Draft202012Validator(route.answer.schema).validate(answer.json())
    else:
        assert told(answer) == (403, "not-your-role")


@pytest.mark.parametrize("route", [each for each in ROUTES if not each.is_open], ids=lambda each: each.name)
def test_nobody_asks_without_a_token(it: Office, route: Route) -> None:
    asked = Question(place={"sha256": sha256(FILE).hexdigest()})
    assert told(it.ask(route.name, None, asked)) == (401, "no-token")


@pytest.mark.parametrize("role", Role)
def test_a_changing_route_changes_nothing_for_another_role(it: Office, role: Role) -> None:
    hub = it.served.hub
    for route in CHANGING:
        if route.is_open or role in route.who:
            continue
        asked = sound(it, route.name, it.laptops[role])
        before = (hub.people(), hub.devices(), hub.assignments(), hub.flags(), hub.submissions())
        assert told(it.ask(route.name, it.laptops[role], asked)) == (403, "not-your-role")
        assert before == (hub.people(), hub.devices(), hub.assignments(), hub.flags(), hub.submissions())


@pytest.mark.parametrize("device", ["another laptop’s", "nobody’s"])
@pytest.mark.parametrize(
    "route", [each for each in ROUTES if each.question and each.who], ids=lambda each: each.name
)
def test_a_laptop_speaks_for_itself_only(it: Office, route: Route, device: str) -> None:
    caller = it.laptops[sorted(route.who)[0]]
    name = it.other.name if device.startswith("another") else SigningKey(bytes(32)).name
    asked = sound(it, route.name, caller)
    answer = it.ask(route.name, caller, Question(asked.fields, asked.place, asked.query, asked.rest, name))
    assert told(answer) == (403, "other-device")


def test_a_foreign_file_is_answered_like_one_that_does_not_exist(it: Office) -> None:
    for role in (Role.ASSESSOR, Role.COORDINATOR, Role.ADMINISTRATOR):
        caller = it.laptops[role]
        foreign, missing = (
            it.ask("blob", caller, Question(place={"sha256": each}))
            for each in (sha256(FOREIGN).hexdigest(), "0" * 64)
        )
        assert told(foreign) == told(missing) == (404, "blob-unknown")
        assert bare(foreign) == bare(missing)
        assert {*foreign.headers} == {*missing.headers}


def test_a_foreign_file_costs_the_hub_what_a_missing_one_does(it: Office) -> None:
    """The same statements in the same order: nothing that one could tell the two apart by."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    engine = it.served.hub.books.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        costs = []
        for each in (sha256(FOREIGN).hexdigest(), "0" * 64):
            said.clear()
            it.ask("blob", it.laptops[Role.ASSESSOR], Question(place={"sha256": each}))
            costs.append(list(said))
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert costs[0] == costs[1] != []


@pytest.mark.parametrize("other", Role)
@pytest.mark.parametrize("caller", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_nobody_lets_in_or_shuts_out_who_may_do_more(it: Office, caller: Role, other: Role) -> None:
    laptop = it.laptop(other)
    questions = {
        "code": Question({"person": laptop.person}),
        "add-person": Question({"name": "Somebody", "role": other.value}),
        "set-role": Question({"person": laptop.person, "role": "assessor"}),
        "set-active": Question({"person": laptop.person, "active": True}),
        "revoke": Question({"laptop": laptop.name}),
    }
    assert set(questions) == {each.name for each in ABOUT_LESSER}
    for route in ABOUT_LESSER:
        may = caller in route.who and may_let_in(caller, other)
        answer = it.ask(route.name, it.laptops[caller], questions[route.name])
        assert told(answer) == ((200, "") if may else (403, "not-your-role"))


NOT_THERE = {
    "code": {"person": "nobody"},
    "set-role": {"person": "nobody", "role": "auditor"},
    "set-active": {"person": "nobody", "active": True},
    "revoke": {"laptop": "z6Mknobody"},
    "release": {"submission": "nothing"},
    "close": {"submission": "nothing", "reason": "None."},
    "supersede": {"submission": "nothing"},
    "assign": {"submission": "nothing", "person": "nobody"},
    "withdraw": {"submission": "nothing", "person": "nobody", "reason": "None."},
    "reopen": {"submission": "nothing", "person": "nobody"},
    "settle": {"flag": "none", "words": "None."},
}


def test_what_does_not_exist_is_a_404(it: Office) -> None:
    assert set(NOT_THERE) == {each.name for each in ROUTES if "unknown" in each.refusals} - {"add-person"}
    for name, fields in NOT_THERE.items():
        role = Role.ADMINISTRATOR if name.startswith("set-") else Role.COORDINATOR
        assert told(it.ask(name, it.laptops[role], Question(fields))) == (404, "unknown")


def allowed(it: Office, route: Route) -> Laptop:
    return it.laptops[sorted(route.who)[0]] if route.who else it.other


@pytest.mark.parametrize("route", CHANGING, ids=lambda each: each.name)
def test_a_changing_question_that_comes_twice_is_done_once(it: Office, route: Route) -> None:
    caller, hub = allowed(it, route), it.served.hub
    asked = sound(it, route.name, caller)
    first = it.ask(route.name, caller, asked, nonce=f"twice {route.name}")
    state = (hub.people(), hub.devices(), hub.assignments(), hub.flags(), hub.submissions(), hub.status())
    again = it.ask(route.name, caller, asked, nonce=f"twice {route.name}")
    assert told(first) == told(again)
    if route.name != "challenge":  # random by its nature, and good for itself alone
        assert bare(first) == bare(again)
    assert state == (
        hub.people(), hub.devices(), hub.assignments(), hub.flags(), hub.submissions(), hub.status(),
    )  # fmt: skip


def test_work_is_ended_and_given_anew_by_line_as_by_the_command_line(it: Office) -> None:
    office, hub, (old, new) = it.laptops[Role.COORDINATOR], it.served.hub, it.attempts()

    def states(work: dict[str, Any]) -> list[str]:
        return [each.state for each in hub.assignments() if each.submission == work["id"]]

    def ended() -> int:
        asked = Question({"submission": new["id"], "reason": "Settled by phone."})
        return int(it.ask("close", office, asked).json()["taken_back"])

    for given in (1, 0):
        told = it.ask("supersede", office, Question({"submission": new["id"]})).json()
        assert (told["replaced"], told["given"]) == ([old["id"]], given)
    assert (states(old), states(new)) == (["open"], ["open"])
    assert [ended(), ended()] == [1, 0]
    assert (states(old), states(new)) == (["open"], ["withdrawn"])
    alone = it.ask("supersede", office, Question({"submission": it.work()["id"]})).json()
    assert (alone["replaced"], alone["given"]) == ([], 0)


def test_a_late_copy_changes_nothing_when_others_went_on(it: Office) -> None:
    office, task = it.laptops[Role.COORDINATOR], it.task()
    asked = Question({**task, "reason": "Handed in twice."})
    first = it.ask("withdraw", office, asked, nonce="late")
    assert it.ask("reopen", office, Question(task)).json()["state"] == "open"
    late = it.ask("withdraw", office, asked, nonce="late")
    assert bare(first) == bare(late)
    [now] = [each for each in it.served.hub.assignments() if each.submission == task["submission"]]
    assert now.state == "open"
    other = it.ask("withdraw", office, Question({**it.task(), "reason": "Other."}), nonce="late")
    assert told(other) == (409, "nonce-used")


def test_every_refusal_that_was_seen_is_told_of_its_route(it: Office) -> None:
    schema = Draft202012Validator(REFUSAL)
    for route in ROUTES:
        caller = allowed(it, route)
        for answer in (
            it.ask(route.name, None, Question(place={"sha256": "0" * 64}, query={"limit": "none"})),
            it.ask(route.name, caller, Question(place={"sha256": "0" * 64}, query={"limit": "none"})),
        ):
            status, code = told(answer)
            if status >= 400:
                assert code in codes_of(route)
                schema.validate(answer.json())
