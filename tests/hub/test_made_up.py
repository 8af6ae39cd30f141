"""Questions made up from the reference find no 500, and no answer that the reference does not tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reviewer_app.hub.route import Route
from reviewer_app.hub.route_table import ROUTES
from reviewer_app.hub.serving import EmbeddedHub
from tests.hub.made_up import OPEN, ask_made_up
from tests.hub.office import Office, office

QUESTIONS = 8


@pytest.fixture(scope="module")
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(tmp_path_factory.mktemp("office")) as made, EmbeddedHub(made.served.hub, doors=OPEN) as url:
        made.served = replace(made.served, url=url)
        yield made


@pytest.mark.parametrize("route", ROUTES, ids=lambda each: each.name)
def test_made_up_questions_are_answered_as_the_reference_tells(it: Office, route: Route) -> None:
    seen = ask_made_up(it, route, QUESTIONS)
    assert seen.total() == QUESTIONS
    assert 500 not in seen
