"""The hub's reference names every route, field, setting and code, and nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.routing import Route

from reviewer_app.exchange import failures
from reviewer_app.hub import assigning, people, serving
from reviewer_app.hub.answers import LARGEST_BATCH
from reviewer_app.hub.refusals import RECORDS, REQUESTS
from reviewer_app.hub.routes import OPEN_ROUTES, create_app
from tests.hub.conftest import District
from tests.hub.test_doors import round_of

TEXT = (Path(__file__).parents[2] / "docs" / "hub.md").read_text("utf-8")


def test_every_route_is_described_with_its_method(district: District) -> None:
    made = {
        f"{method} {route.path}"
        for route in create_app(district.served.hub.books).routes
        if isinstance(route, Route)
        for method in route.methods or ()
        if method != "HEAD"
    }
    assert set(re.findall(r"^### `((?:GET|POST) /v1/[^`]+)`", TEXT, re.MULTILINE)) == made
    assert all(route in TEXT for route in OPEN_ROUTES)


@pytest.mark.parametrize("code", sorted(REQUESTS))
def test_every_refusal_of_a_request_is_listed_with_its_status(code: str) -> None:
    assert re.search(rf"^\| `{code}` \| {REQUESTS[code].status} \|", TEXT, re.MULTILINE)


@pytest.mark.parametrize("code", sorted(RECORDS))
def test_every_refusal_of_a_record_is_listed(code: str) -> None:
    assert re.search(rf"^\| `{code}` \| receipt \|", TEXT, re.MULTILINE)


@pytest.mark.parametrize("code", sorted({*failures.LINE, *failures.HUB}))
def test_every_failure_a_desk_sees_is_listed(code: str) -> None:
    assert re.search(rf"^\| `{code}` \| desk \|", TEXT, re.MULTILINE)


def test_no_code_is_listed_that_does_not_exist() -> None:
    listed = set(re.findall(r"^\| `([a-z-]+)` \| (?:\d+|receipt|desk) \|", TEXT, re.MULTILINE))
    assert listed == {*REQUESTS, *RECORDS, *failures.LINE, *failures.HUB}


def test_every_field_of_an_answer_is_named(district: District) -> None:
    answer = round_of(district, district.ada).json()
    fields = {*answer, *answer["work"][0], *answer["work"][0]["blobs"][0]}
    assert [each for each in sorted(fields) if f"`{each}`" not in TEXT] == []


def test_the_numbers_are_the_programs_own() -> None:
    assert f"{people.CODE_MINUTES} minutes" in TEXT
    assert f"{people.TRIES} wrong codes in {people.TRIES_MINUTES} minutes" in TEXT
    assert f"{assigning.PAGE_ITEMS} items" in TEXT
    assert f"{LARGEST_BATCH // 2**20} MiB" in TEXT
    assert "8470" in TEXT
    assert serving.serve_forever.__defaults__ == ("127.0.0.1", 8470)
