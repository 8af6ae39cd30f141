"""Citations as W3C Web Annotations (JSON-LD), and read back to the very same citations."""

from __future__ import annotations

import base64
import binascii
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote

from reviewer_app.domain.citation import MEDIA_FRAGMENT, PDF_FRAGMENT, Citation
from reviewer_app.domain.submission import Submission

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_TAG = "tag:reviewer.example,2026:"
_HASH = "ni:///sha-256;"
_WORDS = ("TextQuoteSelector", "TextPositionSelector")
_REGION = "&viewrect="
Selector = dict[str, Any]


def annotations_document(about: Submission, citations: Iterable[Citation]) -> dict[str, Any]:
    """The citations of a submission as one JSON-LD document (schema annotations-1); it knows the alias only."""
    own = f"{_TAG}submission/{_quoted(about.id)}/citations"
    items = [_annotation(about, each) for each in citations]
    return {
        "@context": CONTEXT,
        "id": own,
        "type": "AnnotationCollection",
        "label": f"Citations of submission {about.alias}, attempt {about.attempt}",
        "total": len(items),
        "first": {
            "id": f"{own}/1",
            "type": "AnnotationPage",
            "partOf": own,
            "startIndex": 0,
            "items": items,
        },
    }


def citations_from(document: Mapping[str, Any]) -> tuple[Citation, ...]:
    """The citations of a document that fits the schema; whose submission they are is for the caller to check."""
    return tuple(_citation(each) for each in document["first"]["items"])


def subject_of(document: Mapping[str, Any]) -> str:
    """The submission whose citations a document holds; empty where it does not say."""
    found = re.fullmatch(re.escape(_TAG) + r"submission/([^/]+)/citations", str(document["id"]))
    return unquote(found.group(1)) if found is not None else ""


def _annotation(about: Submission, citation: Citation) -> dict[str, Any]:
    body = [{"type": "TextualBody", "purpose": "classifying", "value": citation.criterion}]
    if citation.label:
        body.append({"type": "TextualBody", "purpose": "describing", "value": citation.label})
    if citation.note:
        body.append(
            {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": citation.note}
        )
    evidence = f"{_TAG}submission/{_quoted(about.id)}/evidence/{_quoted(citation.evidence)}"
    target: dict[str, Any] = {
        "type": "SpecificResource",
        # What bytes were seen, and as which item: two items may hold the same bytes.
        "source": _HASH + _digest(citation.evidence_hash) if citation.evidence_hash else evidence,
        "scope": evidence,
    }
    if citation.selectors:
        target["selector"] = nested(citation.selectors)
    return {
        "id": _id(citation.id),
        "type": "Annotation",
        "motivation": ["assessing", "highlighting"],
        "body": body,
        "target": target,
    }


def _citation(annotation: Mapping[str, Any]) -> Citation:
    said = {each["purpose"]: str(each["value"]) for each in annotation["body"]}
    target = annotation["target"]
    source = str(target["source"])
    return Citation(
        id=_own_id(str(annotation["id"])),
        criterion=said["classifying"],
        evidence=unquote(str(target["scope"]).rpartition("/")[2]),
        evidence_hash=_hex(source.removeprefix(_HASH)) if source.startswith(_HASH) else "",
        label=said.get("describing", ""),
        selectors=flattened(target.get("selector", ())),
        note=said.get("commenting", ""),
    )


def nested(selectors: Sequence[Mapping[str, Any]]) -> list[Selector]:
    """Selectors as alternatives that each stand alone: what holds on a page only refines the selector of the page.

    The records' ``page=3&viewrect=…`` is in percent; here it becomes the page refined by ``xywh=percent:…``.
    """
    plain = [dict(each) for each in selectors]
    if not plain or not _names_page(plain[0]):
        return plain
    page, split, rectangle = str(plain[0]["value"]).partition(_REGION)
    if (
        "&" in page
        or bool(split) != bool(rectangle)
        or any(each.get("type") not in _WORDS for each in plain[1:])
    ):
        return plain
    whole = {**plain[0], "value": page}
    made: list[Selector] = [whole]
    if rectangle:
        region = {
            "type": "FragmentSelector",
            "conformsTo": MEDIA_FRAGMENT,
            "value": f"xywh=percent:{rectangle}",
        }
        made = [{**whole, "refinedBy": region}]
    return made + [{**whole, "refinedBy": each} for each in plain[1:]]


def flattened(selectors: Sequence[Mapping[str, Any]]) -> tuple[Selector, ...]:
    """What ``nested`` was made from."""
    made: list[Selector] = []
    for each in selectors:
        refined = each.get("refinedBy")
        outer = {key: value for key, value in each.items() if key != "refinedBy"}
        if refined is None:
            made.append(outer)
        elif str(refined.get("value", "")).startswith("xywh=percent:") and _names_page(outer):
            made.append({**outer, "value": outer["value"] + _REGION + refined["value"].partition(":")[2]})
        else:
            if not made:
                made.append(outer)
            made.append(dict(refined))
    return tuple(made)


def _names_page(selector: Mapping[str, Any]) -> bool:
    return selector.get("conformsTo") == PDF_FRAGMENT and str(selector.get("value", "")).startswith("page=")


def _id(citation: str) -> str:
    try:
        return f"urn:uuid:{citation}" if str(uuid.UUID(citation)) == citation else _TAG + _quoted(citation)
    except ValueError:
        return _TAG + _quoted(citation)


def _own_id(iri: str) -> str:
    return unquote(iri.removeprefix("urn:uuid:").removeprefix(_TAG))


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _digest(sha256: str) -> str:
    try:
        return base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode("ascii").rstrip("=")
    except ValueError:
        return _quoted(sha256)


def _hex(digest: str) -> str:
    try:
        return base64.urlsafe_b64decode(digest + "=" * (-len(digest) % 4)).hex()
    except (ValueError, binascii.Error):
        return ""
