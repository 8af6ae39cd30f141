"""Letters and review sheets: what they say, that they are accessible, the same bytes, and that nothing breaks them."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pdfua
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer_app.domain.errors import Cancelled
from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.progress import CancelToken
from reviewer_app.reports import press as press_room
from reviewer_app.reports.decision_report import DecisionReport
from reviewer_app.reports.letter import letter_pdf, letter_pdfs, review_sheet_pdf
from reviewer_app.reports.phrases import phrases
from reviewer_app.reports.press import Press, ReportError
from tests.reports.sample_reports import report_of

FOLDERS = ("7F3K-1", "7F3K-2", "C41P-1", "M77Q-1", "R2B8-1", "V90H-1")
HOSTILE = '#panic("x") *bold* _it_ $x$ \\ #{1+1} ]] [[ = Head <label> @ref "quote" `raw` // gone {brace}'
Maker = Callable[..., bytes]


@pytest.fixture(scope="module")
def press() -> Press:
    return Press()


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return re.sub(r"\s+", " ", " ".join(pages))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _with_comment(report: DecisionReport, text: str) -> DecisionReport:
    first = report.parts[0]
    line = replace(first.criteria[0], comment=text)
    part = replace(first, criteria=(line, *first.criteria[1:]))
    return replace(report, parts=(part, *report.parts[1:]))


@pytest.mark.parametrize("make", [letter_pdf, review_sheet_pdf])
@pytest.mark.parametrize("folder", FOLDERS)
def test_the_pdf_claims_and_carries_accessibility(folder: str, make: Maker, press: Press) -> None:
    made = make(report_of(folder), press)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"]
        kinds = _kinds(pdf.Root.StructTreeRoot)
        assert kinds.count("H1") == 1
        assert "Author" not in pdf.docinfo
    if make is review_sheet_pdf:
        assert {"Table", "THead", "TH", "TD"} <= set(kinds)


def _kinds(node: pikepdf.Object) -> list[str]:
    found: list[str] = []
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, pikepdf.Array):
            waiting.extend(here)  # type: ignore[arg-type]  # pikepdf arrays iterate over objects
        elif isinstance(here, pikepdf.Dictionary):
            if "/S" in here:
                found.append(str(here.S).lstrip("/"))
            if "/K" in here:
                waiting.append(here.K)
    return found


@pytest.mark.parametrize("make", [letter_pdf, review_sheet_pdf])
def test_the_rules_pdfua_can_check_all_pass(make: Maker, press: Press, tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(make(report_of("7F3K-1"), press))
    report = pdfua.validate(str(path))
    assert report.findings == ()
    # One rule of this version of pdfua cannot read pikepdf's numbers; the others must all have run.
    assert {each.rule_id for each in report.outcomes if each.skipped_reason} <= {"UA-14-001"}
    assert len(report.outcomes) > 8


@pytest.mark.parametrize("make", [letter_pdf, review_sheet_pdf])
def test_the_same_report_gives_the_same_bytes(make: Maker, press: Press) -> None:
    report = report_of("7F3K-1")
    assert make(report, press) == make(report, press) == make(report)


def test_only_our_own_font_is_in_an_ordinary_letter(press: Press) -> None:
    with pikepdf.open(io.BytesIO(letter_pdf(report_of("7F3K-1"), press))) as pdf:
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert fonts
    assert all("AtkinsonHyperlegibleNext" in each for each in fonts)


def test_a_not_yet_letter_says_everything_the_earner_needs(press: Press) -> None:
    report = report_of("7F3K-1")
    said = _text(letter_pdf(report, press))
    wanted = [
        "Not yet",
        "known to the assessor as 7F3K",
        "attempt 1",
        "4 criteria are still below",
        "Sample District",
    ]
    wanted += [
        "How to come again",
        "What “meets” means",
        "If you have a question",
        "Assessor 1",
        "November 20, 2026",
    ]
    for line in report.criteria:
        wanted += [line.title, line.level, line.comment, *line.places]
    wanted += [each.goal for each in report.open_criteria]
    assert [each for each in wanted if _squeezed(each) not in _squeezed(said)] == []
    assert re.search(r"Page 1 of \d", said)


def test_a_letter_that_meets_congratulates_and_asks_for_nothing(press: Press) -> None:
    said = _text(letter_pdf(report_of("C41P-1"), press))
    assert "Congratulations" in said
    assert "How to come again" not in said


def test_meeting_with_an_open_criterion_offers_it_as_a_place_to_grow(press: Press) -> None:
    report = report_of("V90H-1")
    assert report.outcome is Outcome.MEETS
    said = _text(letter_pdf(report, press))
    assert "offered as a place to grow" in said
    assert "a strong part does not make up for a weak one" in said


def test_returned_work_reads_what_is_missing_and_nothing_was_scored(press: Press) -> None:
    report = report_of("R2B8-1")
    said = _text(letter_pdf(report, press))
    assert "What is missing" in said
    assert all(_squeezed(each) in _squeezed(said) for each in report.reasons)
    assert "has not been scored" in said
    assert "no criterion was judged" in _text(review_sheet_pdf(report, press))


def test_the_review_sheet_holds_every_hash_and_the_receipt(press: Press) -> None:
    report = report_of("7F3K-1")
    said = _squeezed(_text(review_sheet_pdf(report, press)))
    hashes = [each.sha256 for each in report.evidence if each.sha256]
    for each in (*hashes, report.rubric_hash, report.facts.record_hash, report.facts.record):
        assert _squeezed(each) in said
    assert _squeezed("November 21, 2026, 07:30 UTC") in said


def test_a_decision_without_a_receipt_is_waiting_and_a_draft_says_so(press: Press) -> None:
    report = report_of("7F3K-1")
    waiting = replace(report, facts=replace(report.facts, received_at=None, receipt_hash=""))
    assert "Waiting to be received" in _text(letter_pdf(waiting, press))
    draft = replace(report, facts=replace(report.facts, signed_at=None, received_at=None))
    assert "has not been signed" in _text(letter_pdf(draft, press))


def test_a_desk_without_a_hub_names_no_district(press: Press) -> None:
    report = report_of("7F3K-1")
    said = _text(letter_pdf(replace(report, facts=replace(report.facts, district="")), press))
    assert "ask the coordinator at your district." in said
    assert "Assessor 1, for your district" in said
    assert said.startswith("Sample District Micro-credential Office")


def test_both_languages_say_the_same_things() -> None:
    english, spanish = phrases("en"), phrases("es")
    assert list(english.words) == list(spanish.words)
    for key, words in english.words.items():
        assert set(re.findall(r"\{(\w+)\}", words)) == set(re.findall(r"\{(\w+)\}", spanish.words[key])), key


def test_fixed_words_follow_the_language_and_fall_back_to_english(press: Press) -> None:
    spanish = replace(report_of("7F3K-1"), language="es-MX")
    made = letter_pdf(spanish, press)
    said = _text(made)
    assert "Todavía no" in said
    assert "20 de noviembre de 2026" in said
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert str(pdf.Root.Lang) == "es"
    assert "Not yet" in _text(letter_pdf(replace(spanish, language="xx"), press))


@pytest.mark.parametrize("make", [letter_pdf, review_sheet_pdf])
def test_markup_in_a_comment_is_printed_as_typed(make: Maker, press: Press) -> None:
    report = replace(_with_comment(report_of("7F3K-1"), HOSTILE), title=HOSTILE, alias="#A")
    assert _squeezed(HOSTILE) in _squeezed(_text(make(report, press)))


@pytest.mark.parametrize("make", [letter_pdf, review_sheet_pdf])
def test_very_long_comments_run_over_pages(make: Maker, press: Press) -> None:
    text = "\n\n".join(f"Paragraph {k}. " + "A sentence that helps. " * 30 for k in range(12))
    report = _with_comment(report_of("7F3K-1"), text)
    made = make(report, press)
    assert "Paragraph 11." in _text(made)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) >= 3


def test_nine_criteria_without_comments_fit_and_say_that_none_was_left(press: Press) -> None:
    report = report_of("7F3K-1")
    bare = tuple(replace(each, comment="", places=()) for each in report.criteria)
    nine = (*bare, replace(bare[-1], id="3.3"))
    report = replace(report, parts=(replace(report.parts[0], criteria=nine),), overall="")
    said = _text(letter_pdf(report, press))
    assert said.count("left no comment") == 9
    assert "From the assessor" not in said


def test_letters_our_font_lacks_are_still_printed(press: Press) -> None:
    said = _text(letter_pdf(_with_comment(report_of("7F3K-1"), "Чехов, Ωμέγα, Việt → ✓"), press))
    assert "Чехов, Ωμέγα, Việt →" in said
    assert "named in square brackets" not in said


def test_characters_no_font_has_are_named_and_the_letter_says_so(press: Press) -> None:
    said = _text(letter_pdf(_with_comment(report_of("7F3K-1"), "Great \U0001f600 中 work\x07\u202e!"), press))
    assert "Great [grinning face] [cjk unified ideograph-4e2d] work!" in said
    assert "named in square brackets" in said


@settings(max_examples=25)
@given(st.text(max_size=200))
def test_no_text_a_person_can_type_stops_a_letter(text: str) -> None:
    assert letter_pdf(_with_comment(report_of("7F3K-1"), text), _kept_press()).startswith(b"%PDF-")


@lru_cache(maxsize=1)
def _kept_press() -> Press:
    return Press()


def test_many_letters_are_made_by_one_press_and_can_be_stopped() -> None:
    reports, told, cancel = [report_of(each) for each in FOLDERS], [], CancelToken()
    made = list(letter_pdfs(reports, progress=lambda done, total, doing: told.append((done, total, doing))))
    assert [report for report, _ in made] == reports
    assert told[-1] == (6, 6, "Letter to V90H")
    stopped = letter_pdfs(reports, cancel=cancel)
    next(stopped)
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(stopped)


def test_a_missing_font_is_an_error_in_words(
    press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "letter.typ").write_text(
        '#set document(title: "x")\n#set text(font: "Nowhere")\n= A\nb', "utf-8"
    )
    monkeypatch.setattr(press_room, "resource", lambda *parts: tmp_path)
    with pytest.raises(ReportError, match="unknown font family: nowhere") as caught:
        letter_pdf(report_of("7F3K-1"), Press())
    assert caught.value.code == "report-not-made"
    assert "decision itself is safe" in caught.value.next_step


def test_a_copy_without_its_templates_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*parts: str) -> Path:
        raise FileNotFoundError(f"This copy of Reviewer lacks its own file “{'/'.join(parts)}”.")

    monkeypatch.setattr(press_room, "resource", lost)
    with pytest.raises(ReportError, match="lacks its own file"):
        Press()


def test_the_report_knows_no_earner() -> None:
    report = report_of("7F3K-2")
    assert not [name for name in vars(report) if "earner" in name]
    assert report.facts.signed_at == datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
    assert "earner" not in repr(report)
