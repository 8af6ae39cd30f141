"""Citations leave as Web Annotations that fit the model, know no name, and come back the very same."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.bundles.documents import validator
from reviewer_app.domain.citation import Citation, page_selectors, position_selector, quote_selector
from reviewer_app.domain.submission import EvidenceItem
from reviewer_app.paths import resource
from reviewer_app.reports.annotations import (
    annotations_document,
    citations_from,
    flattened,
    nested,
    subject_of,
)
from tests.domain.made import CITATIONS, submission

HASH = "ab" * 32
ABOUT = submission(
    earner="Maria Keller", evidence=(EvidenceItem("e1", "two", "Plan", "plan.pdf", sha256=HASH),)
)
PAGE = st.integers(1, 900)
PERCENT = st.floats(0, 100).map(lambda each: round(each, 2))
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=20)


@st.composite
def selectors(draw: st.DrawFn) -> tuple[dict[str, Any], ...]:
    """What the viewers make: a page, with or without region, words and their position; text; a media fragment."""
    quote = quote_selector(draw(WORDS), draw(st.just("") | WORDS), draw(st.just("") | WORDS))
    position = position_selector(draw(st.integers(0, 99)), draw(st.integers(100, 999)))
    region = draw(st.none() | st.tuples(PERCENT, PERCENT, PERCENT, PERCENT))
    page = page_selectors(draw(PAGE), "", region)
    media = {
        "type": "FragmentSelector",
        "conformsTo": "http://www.w3.org/TR/media-frags/",
        "value": "t=3,9&xywh=percent:1,2,3,4",
    }
    return draw(
        st.sampled_from(
            [(), page, (*page, quote), (*page, quote, position), (position, quote), (quote,), (media,)]
        )
    )


@given(selectors())
def test_selectors_are_nested_and_flattened_again(made: tuple[dict[str, Any], ...]) -> None:
    assert flattened(json.loads(json.dumps(nested(made)))) == made


PINS = st.builds(
    Citation,
    id=st.uuids().map(str) | st.just("c1"),
    criterion=st.just("2.1"),
    evidence=st.just("e1"),
    evidence_hash=st.sampled_from(["", HASH]),
    label=st.just("") | WORDS,
    selectors=selectors(),
    note=st.just("") | WORDS,
)


@given(st.lists(PINS, max_size=4))
def test_what_leaves_fits_the_model_and_comes_back_the_same(cited: list[Citation]) -> None:
    document = json.loads(json.dumps(annotations_document(ABOUT, cited)))
    assert list(validator("annotations-1").iter_errors(document)) == []
    assert list(citations_from(document)) == cited
    assert subject_of(document) == ABOUT.id


@given(CITATIONS)
def test_any_citation_of_a_record_comes_back(citation: Citation) -> None:
    document = annotations_document(ABOUT, [citation])
    (back,) = citations_from(json.loads(json.dumps(document)))
    assert (back.id, back.criterion, back.evidence, back.note) == (
        citation.id,
        citation.criterion,
        citation.evidence,
        citation.note,
    )
    assert back.selectors == tuple(dict(each) for each in citation.selectors)


def test_the_schema_is_itself_sound() -> None:
    schema = json.loads(resource("schemas", "annotations-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"].endswith("/annotations-1.json")


def one() -> dict[str, Any]:
    chosen = (
        *page_selectors(3, "", (1, 2, 30, 4)),
        quote_selector("four jars", "with ", " of"),
        position_selector(9, 18),
    )
    citation = Citation(
        "019ac0de-0000-7000-8000-000000000001", "2.1", "e1", HASH, "plan p. 3", chosen, "Clear."
    )
    return json.loads(json.dumps(annotations_document(ABOUT, [citation])))


def test_a_citation_reads_as_others_write_annotations() -> None:
    document = one()
    (made,) = document["first"]["items"]
    assert document["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert made["id"] == "urn:uuid:019ac0de-0000-7000-8000-000000000001"
    assert made["motivation"] == ["assessing", "highlighting"]
    assert made["target"]["source"] == "ni:///sha-256;q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s"
    page, quote, position = made["target"]["selector"]
    assert page["value"] == quote["value"] == position["value"] == "page=3"
    assert page["refinedBy"]["value"] == "xywh=percent:1.00,2.00,30.00,4.00"
    assert quote["refinedBy"]["prefix"] == "with "
    assert position["refinedBy"] == {"type": "TextPositionSelector", "start": 9, "end": 18}


def test_the_alias_is_all_that_is_said_of_the_earner() -> None:
    text = json.dumps(one())
    assert ABOUT.alias in text
    assert "Maria" not in text
    assert "Keller" not in text


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told.pop("@context"),
        lambda told: told["first"]["items"][0].pop("target"),
        lambda told: told["first"]["items"][0].update(type="Note"),
        lambda told: told["first"]["items"][0].update(id="no iri"),
        lambda told: told["first"]["items"][0]["target"].update(source="plan.pdf"),
        lambda told: told["first"]["items"][0]["target"]["selector"][0].pop("value"),
        lambda told: told["first"]["items"][0]["target"]["selector"][1]["refinedBy"].pop("exact"),
        lambda told: told["first"]["items"][0]["body"].pop(0),
        lambda told: told["first"].pop("partOf"),
        lambda told: told.update(total=-1),
    ],
)
def test_what_breaks_a_must_of_the_model_is_refused(spoil: Any) -> None:
    document = one()
    assert list(validator("annotations-1").iter_errors(document)) == []
    spoil(document)
    assert list(validator("annotations-1").iter_errors(document))
