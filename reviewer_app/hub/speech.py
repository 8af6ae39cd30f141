"""The hub's SQL as PostgreSQL wants it: the hub writes one SQL, close to both, and this bridges what is left."""

from __future__ import annotations

import re
from functools import lru_cache

QUOTED = re.compile(r"('(?:[^']|'')*')")
OR_IGNORE = re.compile(r"^\s*INSERT\s+OR\s+IGNORE\s+INTO\b", re.IGNORECASE)
RETURNING = re.compile(r"\s+RETURNING\s", re.IGNORECASE)

LONE_KEY = re.compile(r"PRIMARY KEY \((\w+)\)")
COUNTED = re.compile(r"INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT")
TEXT = re.compile(r"\bVARCHAR\b")
NUMBER = re.compile(r"\bINTEGER\b")

FUNCTIONS = (
    r"""CREATE OR REPLACE FUNCTION json_extract(document text, path text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT AS
    $$ SELECT replace(document, '\u0000', '\u0001')::json
    #>> string_to_array(substr(path, 3), '.') $$""",
    r"""CREATE OR REPLACE FUNCTION json_type(document text, path text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT AS
    $$ SELECT json_typeof(replace(document, '\u0000', '\u0001')::json
    #> string_to_array(substr(path, 3), '.')) $$""",
)
"""SQLite's functions by their names, for paths of the form ``$.a.b``: a value as text, and whether there is one.

PostgreSQL reads no JSON in which a text has a zero, wherever in it; what was signed is kept, and read past it.
"""


@lru_cache(1024)
def spoken(statement: str) -> str:
    """One statement of the hub for psycopg: its marks for values, its escapes, and rows that are passed over."""
    parts = [each.replace("%", "%%") for each in QUOTED.split(statement)]
    parts[::2] = [each.replace("?", "%s") for each in parts[::2]]
    said = "".join(parts)
    if OR_IGNORE.match(said):
        said = OR_IGNORE.sub("INSERT INTO", said)
        at = RETURNING.search(said)
        end = at.start() if at else len(said)
        said = f"{said[:end]} ON CONFLICT DO NOTHING{said[end:]}"
    return said


def made(statement: str) -> str:
    """One frozen statement of a migration for PostgreSQL.

    Whole numbers have 64 bits, as in SQLite; texts are in the order of their code points, as there; a whole number that
    is a key by itself counts up.
    """
    lone = LONE_KEY.search(statement)
    if lone:
        statement = re.sub(rf"\b{lone[1]} INTEGER NOT NULL", f"{lone[1]} BIGSERIAL NOT NULL", statement)
    statement = COUNTED.sub("BIGSERIAL NOT NULL PRIMARY KEY", statement)
    return NUMBER.sub("BIGINT", TEXT.sub('VARCHAR COLLATE "C"', statement))
