"""Questions made up from the reference, put to a hub over a real socket; a command asks many of each route."""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from reviewer_app.domain.signing import signed
from reviewer_app.hub.doors import Doors
from reviewer_app.hub.openapi import document
from reviewer_app.hub.rates import Rate
from reviewer_app.hub.roles import Role
from reviewer_app.hub.route import Body, Route
from reviewer_app.hub.route_table import ROUTES
from reviewer_app.hub.serving import EmbeddedHub
from tests.exchange.sample_work import say
from tests.hub.office import MORNING, Laptop, Office, office
from tests.postgres import ENGINES, new_database

CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@schemathesis.serializer(Body.LINES.value, Body.BUNDLE.value, Body.FILE.value)
def as_it_is(_: Any, value: Any) -> bytes:
    """Lines and bundles are made up here, not by the library."""
    return str(value).encode("utf-8", "replace")


API = schemathesis.openapi.from_dict(document())
ENDLESS = Rate(1e9, 1e9)
OPEN = Doors(laptop=ENDLESS, address=ENDLESS)
"""Rates are tried elsewhere; here they would end the asking."""


def ask_made_up(it: Office, route: Route, many: int) -> Counter[int]:
    """Ask so many questions of a route, sound and unsound ones; how often which status came."""
    seen: Counter[int] = Counter()
    operation = API[route.path][route.method]
    sound, unsound = (operation.as_strategy(generation_mode=mode) for mode in GenerationMode)
    caller = _caller(it, route)

    @settings(
        max_examples=many,
        deadline=None,
        database=None,
        derandomize=many <= 20,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=st.one_of(sound, sound, unsound), data=st.data())
    def ask(case: Case, data: st.DataObject) -> None:
        answer = _sent(it, route, caller, case, data)
        seen[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    ask()
    return seen


def _caller(it: Office, route: Route) -> Laptop | None:
    if route.is_open:
        return None
    return it.laptops[Role.COORDINATOR if Role.COORDINATOR in route.who else Role.ADMINISTRATOR]


def _sent(
    it: Office, route: Route, caller: Laptop | None, case: Case, data: st.DataObject
) -> httpx2.Response:
    place = route.path
    for name, value in (case.path_parameters or {}).items():
        place = place.replace("{" + name + "}", quote(str(value), safe=""))
    content = _content(it, route, caller, case, data)
    headers = {"content-type": route.body.value} | it.token(caller)
    query = {str(name): value for name, value in (case.query or {}).items()}
    return it.line.request(
        route.method, it.served.url + place, params=query, headers=headers, content=content
    )


def _content(it: Office, route: Route, caller: Laptop | None, case: Case, data: st.DataObject) -> bytes:
    if route.body is Body.NONE:
        return b""
    if route.body.is_file:
        return bytes(data.draw(st.binary(max_size=200)))
    asked = _believable(it, route, caller, case.body if route.body is Body.JSON else {}, data)
    head = httpx2.Request("POST", "http://hub", json=asked).content if asked is not None else b"not JSON"
    if route.body is Body.JSON:
        return head
    key = caller.desk.key if caller is not None else it.other.desk.key
    lines = st.binary(max_size=80) | st.just(
        httpx2.Request("POST", "http://hub", json=say(key, 1).document).content
    )
    return b"\n".join([head, *data.draw(st.lists(lines, max_size=3))])


def _believable(it: Office, route: Route, caller: Laptop | None, body: Any, data: st.DataObject) -> Any:
    """The same with what nobody makes up: the caller's own name, a person's id, a signature, a version; mostly."""
    if not isinstance(body, Mapping):
        try:
            httpx2.Request("POST", "http://hub", json=body)
        except (TypeError, ValueError):
            return None
        return body
    key = caller.desk.key if caller is not None else it.other.desk.key
    real = {
        "device": key.name,
        "version": 1,
        "hub": it.served.hub.key,
        "person": it.other.person,
        "laptop": it.other.name,
        "submission": it.served.hub.submissions()[0].id,
    }
    made = dict(body)
    if route.body is Body.LINES:
        made |= {"format": "reviewer-records", "nonce": "n", "version": 1, "device": key.name}
        made["count"] = data.draw(st.integers(-1, 4) | st.text(max_size=3))
    for name, value in real.items():
        if name in made and data.draw(st.integers(0, 9)):
            made[name] = value
    if route.question is not None and route.question.signed and data.draw(st.booleans()):
        try:
            made = signed({name: value for name, value in made.items() if name != "proof"}, key, MORNING)
        except (ValueError, TypeError, RecursionError):
            return made
    return made


def main(arguments: list[str]) -> int:
    """Ask so many of every route, and say which statuses came."""
    parser = argparse.ArgumentParser(prog="made_up")
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    asked = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    with (
        tempfile.TemporaryDirectory() as folder,
        office(Path(folder), database=new_database(asked.engine)) as it,
        EmbeddedHub(it.served.hub, doors=OPEN) as url,
    ):
        it.served = replace(it.served, url=url)
        for route in ROUTES:
            seen = ask_made_up(it, route, asked.questions)
            print(f"{route.name:12}", dict(sorted(seen.items())), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
