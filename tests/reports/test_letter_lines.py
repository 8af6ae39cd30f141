"""The letter on the screen says word for word, and in the same order, what the printed one says."""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2
import pytest

from reviewer_app.domain.judging import Outcome
from reviewer_app.reports.decision_report import DecisionReport
from reviewer_app.reports.letter import letter_pdf
from reviewer_app.reports.letter_lines import Kind, letter_lines
from reviewer_app.reports.letter_text import letter_data
from reviewer_app.reports.phrases import phrases
from reviewer_app.reports.press import Press
from tests.reports.sample_reports import FACTS, report_of

FOLDERS = ("7F3K-1", "7F3K-2", "A09D-1", "R2B8-1", "M77Q-1")


@pytest.fixture(scope="module")
def press() -> Press:
    return Press()


def _printed(report: DecisionReport, press: Press) -> str:
    """The words of the PDF without what stands at the foot of each page."""
    words = phrases(report.language)
    document = pypdfium2.PdfDocument(letter_pdf(report, press))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    said = ""
    for number, page in enumerate(pages, 1):
        foot = f"{report.alias} · {report.title}{words.say('page', page=number, pages=len(pages))}"
        squeezed = _squeezed(page)
        assert squeezed.count(_squeezed(foot)) == 1
        said += squeezed.replace(_squeezed(foot), "")
    return said


def _squeezed(text: str) -> str:
    return re.sub(r"[\s•\u00ad\ufffe]+", "", text)


def _shown(report: DecisionReport) -> str:
    lines = letter_lines(letter_data(report, phrases(report.language)))
    return _squeezed(" ".join(f"{each.label} {each.text} {each.beside}" for each in lines))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_screen_and_print_say_the_same_words_in_the_same_order(
    folder: str, language: str, press: Press
) -> None:
    report = replace(report_of(folder), language=language)
    assert _shown(report) == _printed(report, press)


def test_a_draft_differs_from_what_is_signed_only_in_what_signing_adds() -> None:
    signed = report_of("A09D-1")
    draft = replace(signed, facts=replace(FACTS, signed_at=None, record="", record_hash="", received_at=None))
    words = phrases("en")
    one, other = (letter_lines(letter_data(each, words)) for each in (draft, signed))
    only_draft = [each for each in one if each not in other]
    only_signed = [each for each in other if each not in one]
    assert {each.kind for each in only_draft} == {Kind.HEAD, Kind.DRAFT, Kind.FACT, Kind.RECORD}
    assert {each.kind for each in only_signed} == {Kind.HEAD, Kind.FACT, Kind.RECORD}


def test_fixed_words_are_in_the_earners_language_and_the_persons_words_stay() -> None:
    report = replace(report_of("A09D-1"), language="es")
    lines = letter_lines(letter_data(report, phrases("es")))
    assert [each.text for each in lines if each.kind is Kind.OUTCOME] == ["Todavía no"]
    assert any(each.text.startswith("Monday was noted while teaching") for each in lines)


def test_a_draft_below_no_floor_says_that_levels_are_missing_and_counts_nothing() -> None:
    done = report_of("7F3K-2")
    assert not done.open_criteria
    draft = replace(done, outcome=Outcome.NOT_YET, facts=replace(FACTS, signed_at=None))
    said = [each.text for each in letter_lines(letter_data(draft, phrases("en")))]
    assert "Not every criterion has its level yet." in said
    assert not any("0 criteria" in each for each in said)
