"""Every route does on PostgreSQL what it does on SQLite: asked soundly by each role, and twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reviewer_app.hub.roles import Role
from reviewer_app.hub.route_table import ROUTES
from tests.hub.office import Office, office, sound
from tests.hub.test_route_table import CHANGING, OPEN_CODES, allowed, bare, told
from tests.hub.test_tokens import code, traded
from tests.postgres import postgres


@pytest.fixture(scope="module")
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(tmp_path_factory.mktemp("office"), database=postgres().fresh()) as made:
        yield made


def test_every_role_is_answered_as_on_sqlite(it: Office) -> None:
    for route in ROUTES:
        for role in Role:
            expected = OPEN_CODES[route.name] if route.is_open else (200 if role in route.who else 403)
            answer = it.ask(route.name, it.laptops[role])
            assert (route.name, role, answer.status_code) == (route.name, role, expected)


def test_changes_that_come_twice_are_done_once(it: Office) -> None:
    for route in CHANGING:
        caller = allowed(it, route)
        asked = sound(it, route.name, caller)
        answers = [it.ask(route.name, caller, asked, nonce=f"twice {route.name}") for _ in range(2)]
        assert told(answers[0]) == told(answers[1])
        if route.name != "challenge":
            assert bare(answers[0]) == bare(answers[1])


def test_tokens_are_traded(it: Office) -> None:
    old = it.laptop()
    new = traded(it, old)
    assert (code(it, old), code(it, new), code(it, old)) == ("", "", "no-token")
