"""Write the reference of the hub's routes: ``python -m docs.write_hub_api``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docs.hub_story import Example, examples
from reviewer_app.hub.openapi import codes_of, document
from reviewer_app.hub.roles import MAY, Role
from reviewer_app.hub.route import Body, Relation, Route
from reviewer_app.hub.route_table import ROUTES

FOLDER = Path(__file__).parent
HEAD = """\
# The hub's routes

Made from the route table of the program by `python -m docs.write_hub_api`; as an OpenAPI document with schemas it is
[hub-api.json](hub-api.json). What is true of all questions and answers, and what the codes mean, is told in
[hub.md](hub.md). Signatures, keys and ids in the examples are made up or shortened; the rest is what a hub answered.
"""


def written(told: Mapping[str, Example]) -> dict[str, str]:
    """The two files by name, from the examples."""
    whole = json.dumps(document(told), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    return {"hub-api.json": whole, "hub-api.md": _page(told)}


def _page(told: Mapping[str, Example]) -> str:
    rows = [
        f"| {'yes' if route.changes else ''} | `{route.method} {route.path}` | "
        + " | ".join("open" if route.is_open else ("yes" if role in route.who else "") for role in Role)
        + " |"
        for route in ROUTES
    ]
    table = "\n".join(
        [
            f"| changes | route | {' | '.join(Role)} |",
            "|---" * (2 + len(Role)) + "|",
            *rows,
        ]
    )
    said = "\n".join(f"- **{role}**: {MAY[role]}" for role in Role)
    return "\n".join(
        [HEAD, "## Who may do what", "", said, "", table, "", *(_section(each, told) for each in ROUTES)]
    )


def _section(route: Route, told: Mapping[str, Example]) -> str:
    asked, answer = told[route.name]
    lines = [f"## `{route.method} {route.path}`", "", route.purpose, ""]
    lines += (
        [f"About {route.relation.value}."]
        if route.relation is Relation.HUB
        else [f"{_capital(route.relation)}."]
    )
    if route.body is not Body.NONE:
        lines.append(f"At most {route.largest:,} bytes of `{route.body.value}`.")
    if route.query:
        lines.append("Behind the address: " + ", ".join(f"`{each}`" for each in route.query) + ".")
    lines += ["Refuses with " + ", ".join(f"`{each}`" for each in codes_of(route)) + ".", ""]
    for what in (asked, answer):
        if what is not None:
            lines += ["```json", json.dumps(_shortened(what), indent=1, ensure_ascii=False), "```", ""]
    return "\n".join(lines)


def _shortened(what: Any) -> Any:
    if isinstance(what, dict):
        return {name: "…" if name == "proof" else _shortened(value) for name, value in what.items()}
    if isinstance(what, list):
        return [_shortened(each) for each in what]
    return f"{what[:8]}…" if isinstance(what, str) and len(what) == 64 else what


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


if __name__ == "__main__":
    for name, text in written(examples()).items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
