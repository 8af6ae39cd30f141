"""The reference of the hub's routes as an OpenAPI document, made from the route table and its forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from reviewer_app.hub.exchange_forms import REFUSAL
from reviewer_app.hub.forms import Form
from reviewer_app.hub.refusals import REQUESTS
from reviewer_app.hub.route import PLACES, Body, Route
from reviewer_app.hub.route_table import ROUTES

ANY_TOKEN = ("no-token", "revoked", "expired", "account-disabled", "not-your-role")
ANY_QUESTION = ("not-understood", "version", "too-large", "too-slow")
ANY = ("too-many-headers", "too-many-requests", "busy", "no-room", "hub-trouble")
INTRODUCTION = (
    "How laptops and coordinators talk to a Reviewer hub. Every answer is signed by the hub and repeats the nonce "
    "of the question. This file is made from the hub's route table."
)


def document(examples: Mapping[str, tuple[Any, Any]] | None = None) -> dict[str, Any]:
    """The whole reference; ``examples`` are a question and an answer by the route's name."""
    forms: dict[str, Any] = {"reviewer-error": REFUSAL}
    paths: dict[str, Any] = {}
    for route in ROUTES:
        for form in (route.question, route.answer):
            if form is not None:
                forms[_schema_name(form)] = form.schema
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, examples or {})
    return {
        "openapi": "3.1.0",
        "info": {"title": "Reviewer hub", "version": "1", "description": INTRODUCTION},
        "paths": paths,
        "components": {
            "schemas": dict(sorted(forms.items())),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def codes_of(route: Route) -> tuple[str, ...]:
    """Every code by which a route may refuse."""
    asked = ANY_QUESTION if route.body is not Body.NONE or route.query else ()
    return (*(() if route.is_open else ANY_TOKEN), *asked, *route.refusals, *ANY)


def _operation(route: Route, examples: Mapping[str, tuple[Any, Any]]) -> dict[str, Any]:
    asked, told = examples.get(route.name, (None, None))
    operation: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.purpose,
        "description": f"About: {route.relation.value}.",
        "x-roles": sorted(route.who),
        "x-changes": route.changes,
        "security": [] if route.is_open else [{"token": []}],
        "parameters": _parameters(route),
        "responses": _responses(route, told),
    }
    if route.body is not Body.NONE:
        operation["requestBody"] = {
            "required": True,
            "description": f"at most {route.largest} bytes",
            "content": {route.body.value: _body(route, asked)},
        }
    return operation


def _body(route: Route, example: Any) -> dict[str, Any]:
    if route.body.is_file or route.question is None:
        return {"schema": {"type": "string", "contentEncoding": "binary"}}
    if route.body is Body.LINES:
        return {"schema": {"type": "string", "description": f"lines; the first is a {route.question.name}"}}
    shown: dict[str, Any] = {"schema": _reference(route.question)}
    return shown if example is None else shown | {"example": example}


def _responses(route: Route, example: Any) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if route.answer is None:
        whole = {"schema": {"type": "string", "contentEncoding": "binary"}}
        said["200"] = {"description": "The file.", "content": {"application/octet-stream": whole}}
        said["206"] = {"description": "The part asked for.", "content": {"application/octet-stream": whole}}
    else:
        told: dict[str, Any] = {"schema": _reference(route.answer)}
        if example is not None:
            told["example"] = example
        said["200"] = {"description": "The answer.", "content": {"application/json": told}}
    by_status: dict[int, list[str]] = {}
    for code in codes_of(route):
        by_status.setdefault(REQUESTS[code].status, []).append(code)
    for status, codes in sorted(by_status.items()):
        said[str(status)] = {
            "description": "Refused: " + ", ".join(codes) + ".",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/reviewer-error"}}},
        }
    return said


def _parameters(route: Route) -> list[dict[str, Any]]:
    placed = re.findall(r"\{(\w+)\}", route.path)
    return [
        *({"name": each, "in": "path", "required": True, "schema": PLACES[each]} for each in placed),
        *({"name": name, "in": "query", "schema": schema} for name, schema in route.query.items()),
    ]


def _schema_name(form: Form) -> str:
    return f"{form.name}-said" if form.answers and form.name in _ASKED else form.name


def _reference(form: Form) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{_schema_name(form)}"}


_ASKED = frozenset(each.question.name for each in ROUTES if each.question is not None)
"""Names that a question has: an answer of the same name is told apart from it."""
