"""A bundle's JSON, read strictly and held against its schema; nothing is guessed and nothing mended."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from reviewer_app.bundles.limits import Limits
from reviewer_app.bundles.rules import Complain, Rule
from reviewer_app.domain.errors import BundleError
from reviewer_app.paths import resource

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

LARGEST_NUMBER = 2**53 - 1
"""The largest whole number that every JSON reader, and RFC 8785, reads alike."""
PROBLEMS = 20
"""How many places of one document are named."""
# Possessive, and a string may lack its end: so no text, however broken, is gone over twice.
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_NO_BRACKETS = re.compile(r"[^\[\]{}]++")
_TOO_MUCH = frozenset({"maxItems", "maxProperties", "maxLength"})


def read_json(data: bytes, member: str, limits: Limits) -> dict[str, Any]:
    """One JSON object from UTF-8 bytes; whatever two readers could read differently is refused."""
    if len(data) > limits.json_bytes:
        raise _bad(Rule.JSON_SIZE, member, f"The file is larger than {limits.json_bytes:,} bytes.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise _bad(Rule.JSON_TEXT, member, "The file is not in UTF-8.") from None
    if text.startswith("\ufeff"):
        raise _bad(Rule.JSON_TEXT, member, "The file begins with a byte-order mark.")
    bare = _STRING.sub("", text)
    if bare.count(",") + bare.count("[") + bare.count("{") > limits.json_values:
        raise _bad(Rule.JSON_SIZE, member, f"The file holds more than {limits.json_values:,} values.")
    if _depth(bare) > limits.json_depth:
        raise _bad(Rule.JSON_DEPTH, member, f"The file is nested more than {limits.json_depth} deep.")

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(found)
        if len(made) != len(found):
            names = [name for name, _ in found]
            again = next(name for name in names if names.count(name) > 1)
            raise _bad(Rule.JSON_DUPLICATE, member, f"The name “{again[:80]}” stands twice in one object.")
        return made

    def number(text: str) -> int:
        if len(text) > 17 or abs(int(text)) > LARGEST_NUMBER:
            raise _bad(Rule.JSON_NUMBER, member, "A number is too large to be read alike everywhere.")
        return int(text)

    def no_number(text: str) -> Any:
        raise _bad(Rule.JSON_NUMBER, member, f"“{text[:20]}” is not a whole number.")

    try:
        made = json.loads(
            text, object_pairs_hook=pairs, parse_int=number, parse_float=no_number, parse_constant=no_number
        )
    except json.JSONDecodeError as problem:
        raise _bad(Rule.JSON, member, f"It is not JSON: {problem.msg}, line {problem.lineno}.") from None
    if not isinstance(made, dict):
        raise _bad(Rule.JSON, member, "It is not a JSON object.")
    for each in _texts(made):
        if "\0" in each or not _sound(each):
            raise _bad(Rule.JSON_TEXT, member, "A text in it is not sound Unicode.")
    return made


def check_schema(document: dict[str, Any], schema: str, member: str, complain: Complain) -> bool:
    """Whether the document fits the schema of this name; each place that does not fit is complained of."""
    fits = True
    for count, problem in enumerate(validator(schema).iter_errors(document), 1):
        fits = False
        where = "/".join(str(each) for each in problem.absolute_path)[:200]
        said = problem.message if len(problem.message) <= 160 else f"breaks “{problem.validator}”"
        complain(Rule.SCHEMA, member, f"{where or 'The document'}: {said}.")
        if count >= PROBLEMS or problem.validator in _TOO_MUCH:
            break
    return fits


@cache
def validator(schema: str) -> Validator:
    """The validator of one schema in resources/schemas, made once."""
    from jsonschema import Draft202012Validator  # slow to import: only when a bundle is looked at
    from referencing import Registry, Resource

    decision = Resource.from_contents(_load("decision-1"))
    registry: Registry[Any] = Registry().with_resource(str(decision.id()), decision)
    return Draft202012Validator(_load(schema), registry=registry)


def _load(schema: str) -> Any:
    return json.loads(resource("schemas", f"{schema}.json").read_text(encoding="utf-8"))


def _depth(bare: str) -> int:
    """How deep brackets nest outside strings, found without recursion."""
    brackets = _NO_BRACKETS.sub("", bare)
    return max(accumulate(1 if each in "[{" else -1 for each in brackets), default=0)


def _texts(document: Any) -> Iterator[str]:
    waiting = [document]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            yield from each
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)


def _sound(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _bad(rule: Rule, member: str, sentence: str) -> BundleError:
    return BundleError(rule.value, member, sentence)
