"""The rules a bundle can break, by the slugs that errors, findings, tests and the format's page share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from reviewer_app.domain.errors import BundleError

FINDINGS = 1000
"""How many findings one check keeps; a bundle with more is described well enough."""


class Rule(StrEnum):
    """Every reason for which a bundle is refused."""

    UNREADABLE = "unreadable"
    ZIP_END = "zip-end"
    ZIP_SEVERAL_ENDS = "zip-several-ends"
    ZIP_COMMENT = "zip-comment"
    ZIP_DISKS = "zip-disks"
    ZIP_GAP = "zip-gap"
    ZIP_OVERLAP = "zip-overlap"
    ZIP_DIRECTORY = "zip-directory"
    ZIP_HEADER = "zip-header"
    ZIP64 = "zip64"
    ZIP_DESCRIPTOR = "zip-descriptor"
    ZIP_ENCRYPTED = "zip-encrypted"
    ZIP_FLAGS = "zip-flags"
    ZIP_METHOD = "zip-method"
    ZIP_EXTRA = "zip-extra"
    ZIP_NAME_ENCODING = "zip-name-encoding"
    ZIP_KIND = "zip-kind"
    ZIP_SIZE = "zip-size"
    ZIP_DATA = "zip-data"
    ZIP_CRC = "zip-crc"
    BASE_DIRECTORY = "base-directory"
    DUPLICATE_ENTRY = "duplicate-entry"
    NAME_EMPTY = "name-empty"
    NAME_ABSOLUTE = "name-absolute"
    NAME_DRIVE = "name-drive"
    NAME_UNC = "name-unc"
    NAME_PARENT = "name-parent"
    NAME_DOT = "name-dot"
    NAME_BACKSLASH = "name-backslash"
    NAME_DEVICE = "name-device"
    NAME_STREAM = "name-stream"
    NAME_TRAILING = "name-trailing"
    NAME_CONTROL = "name-control"
    NAME_CHARACTER = "name-character"
    NAME_ENCODING = "name-encoding"
    NAME_LENGTH = "name-length"
    NAME_COLLISION = "name-collision"
    LINK = "link"
    HARD_LINK = "hard-link"
    SPECIAL_FILE = "special-file"
    TOO_MANY = "too-many"
    TOO_LARGE = "too-large"
    TOTAL_SIZE = "total-size"
    RATIO = "ratio"
    DECLARATION = "bagit-declaration"
    TAG_ENCODING = "tag-encoding"
    BAG_INFO = "bag-info"
    PROFILE = "profile"
    OXUM = "payload-oxum"
    MANIFEST_MISSING = "manifest-missing"
    MANIFEST_ALGORITHM = "manifest-algorithm"
    MANIFEST_LINE = "manifest-line"
    MANIFEST_PERCENT = "manifest-percent"
    MANIFEST_DUPLICATE = "manifest-duplicate"
    MANIFEST_SCOPE = "manifest-scope"
    MISSING_FILE = "missing-file"
    UNLISTED_FILE = "unlisted-file"
    ALTERED_FILE = "altered-file"
    UNKNOWN_MEMBER = "unknown-member"
    FETCH_LINE = "fetch-line"
    FETCH_ADDRESS = "fetch-address"
    FETCH_SIZE = "fetch-size"
    FETCH_SCOPE = "fetch-scope"
    SIGNATURE_MISSING = "signature-missing"
    SIGNATURE = "signature"
    JSON = "json"
    JSON_SIZE = "json-size"
    JSON_DEPTH = "json-depth"
    JSON_DUPLICATE = "json-duplicate-key"
    JSON_NUMBER = "json-number"
    JSON_TEXT = "json-text"
    SCHEMA = "schema"
    SUBMISSION = "submission"
    MICROCREDENTIAL = "microcredential"
    RUBRIC_HASH = "rubric-hash"
    REFERENCE = "reference"
    EVIDENCE_MISSING = "evidence-missing"
    EVIDENCE_UNNAMED = "evidence-unnamed"
    EVIDENCE_SIZE = "evidence-size"
    EVIDENCE_HASH = "evidence-hash"


Complain = Callable[[Rule, str, str], None]
"""Told of a broken rule, the member and a sentence; it raises (reading) or notes and returns (checking)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: the rule's slug, the member it is about ("" for the whole) and a sentence."""

    rule: str
    member: str
    sentence: str


def refuse(rule: Rule, member: str, sentence: str) -> None:
    """Refuse the bundle at the first broken rule."""
    raise BundleError(rule.value, shown(member), sentence)


@dataclass
class Collector:
    """Notes every broken rule instead of stopping at the first."""

    found: list[Finding] = field(default_factory=list)
    _seen: set[Finding] = field(default_factory=set)

    def __call__(self, rule: Rule, member: str, sentence: str) -> None:
        """Note one broken rule, once."""
        self._note(Finding(rule.value, shown(member), sentence), FINDINGS)

    def stopped_by(self, problem: BundleError) -> None:
        """Note the broken rule after which nothing more could be looked at."""
        self._note(Finding(problem.rule, problem.member, problem.sentence), FINDINGS + 1)

    def _note(self, finding: Finding, most: int) -> None:
        if len(self.found) < most and finding not in self._seen:
            self._seen.add(finding)
            self.found.append(finding)


def shown(name: str) -> str:
    """A name as it may be shown: what does not print, or turns text round, is spelled out; long names are cut."""
    text = "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in name[:300])
    return text if len(name) <= 300 else text + "…"
