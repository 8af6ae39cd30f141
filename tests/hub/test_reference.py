"""The hub's reference names every route, field, setting and code, and nothing that is not there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from docs.hub_story import examples
from docs.write_hub_api import written
from reviewer_app.exchange import failures
from reviewer_app.hub import assigning, people, serving
from reviewer_app.hub.doors import LARGEST_BATCH
from reviewer_app.hub.refusals import RECORDS, REQUESTS
from reviewer_app.hub.roles import WORKING
from reviewer_app.hub.route import Body, Route
from reviewer_app.hub.route_table import ROUTES
from tests.hub.conftest import District
from tests.hub.test_doors import round_of

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "hub.md").read_text("utf-8")
ROUTES_TEXT = (DOCS / "hub-api.md").read_text("utf-8")
API = json.loads((DOCS / "hub-api.json").read_text("utf-8"))


def test_every_route_is_described_with_its_method() -> None:
    made = [f"{each.method} {each.path}" for each in ROUTES]
    assert re.findall(r"^## `((?:GET|POST) /v1/[^`]+)`", ROUTES_TEXT, re.MULTILINE) == made
    told = re.findall(r"^### `((?:GET|POST) /v1/[^`]+)`", TEXT, re.MULTILINE)
    assert set(told) == {
        f"{each.method} {each.path}" for each in ROUTES if each.who in (frozenset(), WORKING)
    }


def test_the_reference_is_what_the_program_does() -> None:
    """Every route is asked its example by the story, over a real socket, and answers as it is written there."""
    told = examples()
    assert set(told) == {each.name for each in ROUTES}
    for name, text in written(told).items():
        assert (DOCS / name).read_text("utf-8") == text, "run: python -m docs.write_hub_api"


@pytest.mark.parametrize("route", ROUTES, ids=lambda each: each.name)
def test_every_example_has_the_form_that_is_told(route: Route) -> None:
    operation = API["paths"][route.path][route.method.lower()]
    schemas = {"components": API["components"]}
    if route.question is not None and route.body is Body.JSON:
        [asked] = operation["requestBody"]["content"].values()
        assert _faults(schemas, asked) == []
    if route.answer is not None:
        [told] = operation["responses"]["200"]["content"].values()
        assert _faults(schemas, told) == []


def _faults(schemas: dict[str, Any], told: dict[str, Any]) -> list[str]:
    found = Draft202012Validator({**schemas, **told["schema"]}).iter_errors(told["example"])
    return [f"{each.json_path}: {each.message}" for each in found]


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
