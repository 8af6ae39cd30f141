"""The forms of questions and answers as JSON Schemas: by them questions are read, and the reference is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from reviewer_app.hub.refusals import Refused

Schema = Mapping[str, Any]

WORD: Schema = {"type": "string", "minLength": 1, "maxLength": 200}
ANY_TEXT: Schema = {"type": "string"}
MOMENT: Schema = {"type": "string", "description": "RFC 3339, in UTC; empty for never"}
NUMBER: Schema = {"type": "integer", "minimum": 0, "maximum": 2**53 - 1}
YES_NO: Schema = {"type": "boolean"}
HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
HASH_OR_NONE: Schema = {"type": "string", "pattern": "^([0-9a-f]{64})?$"}
KEY: Schema = {"type": "string", "description": "an Ed25519 Multikey", "minLength": 1, "maxLength": 200}
DOCUMENT: Schema = {"type": "object"}
VERSIONS: Schema = {"type": "array", "items": {"type": "integer", "minimum": 0}, "maxItems": 100}
PROOF: Schema = {
    "type": "object",
    "description": "DataIntegrityProof of the suite eddsa-jcs-2022",
    "required": ["type", "cryptosuite", "verificationMethod", "proofPurpose", "proofValue"],
}


def listed(item: Schema) -> Schema:
    """An array of these."""
    return {"type": "array", "items": item}


def row(**fields: Schema) -> Schema:
    """An object with exactly these fields, all of which are there."""
    return {
        "type": "object",
        "required": list(fields),
        "properties": fields,
        "additionalProperties": False,
    }


def maybe(schema: Schema) -> Schema:
    """The same, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


@dataclass(frozen=True)
class Form:
    """One form that travels: its name, its own fields, and those among them that may be missing."""

    name: str
    fields: Mapping[str, Schema]
    optional: frozenset[str] = field(default_factory=frozenset)
    answers: bool = False
    """Whether the hub says it, signed; else a laptop asks it."""
    signed: bool = False
    """Whether a laptop signs it."""
    by_hand: bool = False
    """Whether its handler reads it field by field: laptops ask so often that a schema costs too much."""

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the whole document."""
        around: dict[str, Schema] = {
            "format": {"const": self.name},
            "version": {"type": "integer", "minimum": 0},
            "nonce": {"type": "string", "maxLength": 200},
        }
        needed = [*around, *(each for each in self.fields if each not in self.optional)]
        if self.answers:
            around |= {"hub": KEY, "at": MOMENT, "proof": PROOF, "versions": VERSIONS}
            needed += ["hub", "at", "proof", "versions"]
        else:
            around["versions"] = VERSIONS
        if self.signed:
            around["proof"] = PROOF
            needed.append("proof")
        return {"type": "object", "required": needed, "properties": {**around, **self.fields}}

    @cached_property
    def _validator(self) -> Any:
        return Draft202012Validator(self.schema)

    def read(self, document: Mapping[str, Any]) -> None:
        """Refused ``not-understood`` unless the document has this form; the refusal names the field."""
        if self.by_hand:
            return
        found = best_match(self._validator.iter_errors(document))
        if found is not None:
            raise Refused("not-understood", f"{_field(found)} is missing or wrong.")


def question(
    name: str,
    /,
    *,
    optional: tuple[str, ...] = (),
    signed: bool = False,
    by_hand: bool = False,
    **fields: Schema,
) -> Form:
    """A question of a laptop: it names the laptop that asks."""
    return Form(name, {"device": KEY, **fields}, frozenset(optional), signed=signed, by_hand=by_hand)


def answered(name: str, /, *, optional: tuple[str, ...] = (), **fields: Schema) -> Form:
    """An answer of the hub."""
    return Form(name, fields, frozenset(optional), answers=True)


def _field(problem: Any) -> str:
    if problem.validator == "required":
        missing = [each for each in problem.validator_value if each not in problem.instance]
        return f"The field “{missing[0]}”"
    place = json.dumps(list(problem.absolute_path)[:1])[1:-1].strip('"')
    return f"The field “{place}”" if place else "The question"
