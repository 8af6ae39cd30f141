"""What the decision letter says: a report and fixed phrases, put in order as plain data for the template."""

from __future__ import annotations

from typing import Any

from reviewer_app.domain.judging import Outcome
from reviewer_app.reports.decision_report import CriterionLine, DecisionReport, PartReport
from reviewer_app.reports.phrases import Phrases

KEPT_TOGETHER = 1100
"""Characters of comment up to which a criterion is not split over two pages."""

Paragraphs = list[list[str]]
"""Text as paragraphs of lines."""


def paragraphs(text: str) -> Paragraphs:
    """A person's text as paragraphs (parted by empty lines) of lines; nothing else in it has a meaning."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    made: Paragraphs = [[]]
    for line in lines:
        if line.strip():
            made[-1].append(line.strip())
        elif made[-1]:
            made.append([])
    return [each for each in made if each]


def letter_data(report: DecisionReport, words: Phrases) -> dict[str, Any]:
    """Everything the letter's template prints, in its order."""
    district = report.facts.district or words.say("district.unnamed")
    return {
        **head(report, words, words.say("letter.title", title=report.title)),
        "kind": words.say("letter.kind"),
        "facts": _facts(report, words),
        "greeting": words.say("letter.greeting"),
        "thanks": _thanks(report, words),
        "overall": {"title": words.say("overall"), "text": paragraphs(report.overall)},
        "parts": [_part(each, report, words) for each in report.parts],
        "criterion": {
            "places": words.say("criterion.places"),
            "no_comment": words.say("criterion.no_comment"),
        },
        "missing": _missing(report, words),
        "next": _next(report, words),
        "again": _again(report, words),
        "means": {
            "title": words.say("means.title"),
            "text": _means(report, words),
        },
        "ask": {
            "title": words.say("ask.title"),
            "text": words.say("ask", district=district, alias=report.alias),
        },
        "closing": {
            "words": words.say("letter.closing"),
            "by": words.say("letter.signature", assessor=report.facts.assessor, district=district),
        },
        "record": {"title": words.say("record.title"), "rows": record_rows(report, words, brief=True)},
    }


def head(report: DecisionReport, words: Phrases, title: str) -> dict[str, Any]:
    """What every page and the document itself carry: language, title, date, outcome, footer."""
    signed = report.facts.signed_at or report.submitted_at
    return {
        "language": words.language,
        "title": title,
        "district": report.facts.district or report.issuer,
        "date": [signed.year, signed.month, signed.day],
        "day": words.date(signed) if report.facts.signed_at else "",
        "draft": "" if report.facts.signed_at else words.say("letter.draft"),
        "footer": f"{report.alias} · {report.title}",
        "page": words.say("page", page="{page}", pages="{pages}"),
        "outcome": report.outcome.value,
        "outcome_word": words.say(f"outcome.{report.outcome.value}"),
        "sentence": _sentence(report, words),
    }


def record_rows(report: DecisionReport, words: Phrases, *, brief: bool = False) -> list[list[str]]:
    """The facts that let anyone find and check the signed decision; ``brief`` leaves out what only auditors need."""
    facts = report.facts
    signed = words.moment(facts.signed_at) if facts.signed_at else words.say("record.not_signed")
    rows = [[words.say("record.signed"), signed]]
    if facts.record:
        rows.append([words.say("record.id"), facts.record])
    if facts.record_hash:
        rows.append([words.say("record.hash"), facts.record_hash])
    if not brief:
        rows.append([words.say("record.rubric"), report.rubric_hash])
    if facts.received_at:
        received = words.say("record.receipt.value", moment=words.moment(facts.received_at))
    else:
        received = words.say("record.waiting")
    rows.append([words.say("record.receipt"), received])
    if facts.receipt_hash and not brief:
        rows.append([words.say("record.receipt.hash"), facts.receipt_hash])
    return rows


def _thanks(report: DecisionReport, words: Phrases) -> str:
    key = "letter.thanks.incomplete" if report.outcome is Outcome.INCOMPLETE else "letter.thanks"
    return words.say(key, pieces=words.number("pieces", len(report.evidence)))


def _means(report: DecisionReport, words: Phrases) -> str:
    if report.outcome is Outcome.INCOMPLETE:
        return ""
    return words.say("means.part" if report.per_part else "means.every")


def _sentence(report: DecisionReport, words: Phrases) -> str:
    if report.outcome is Outcome.NOT_YET and not report.open_criteria:
        return words.say("sentence.unfinished")  # a draft: what has a level has reached it
    if report.outcome is Outcome.NOT_YET:
        return words.number("sentence.not_yet", len(report.open_criteria), title=report.title)
    return words.say(f"sentence.{report.outcome.value}", title=report.title)


def _facts(report: DecisionReport, words: Phrases) -> list[list[str]]:
    decided = words.say("letter.undecided.value")
    if report.facts.signed_at:
        decided = words.say(
            "letter.decided.value", date=words.date(report.facts.signed_at), assessor=report.facts.assessor
        )
    submitted = words.date(report.submitted_at)
    return [
        [words.say("letter.to"), words.say("letter.to.value", alias=report.alias)],
        [
            words.say("letter.about"),
            words.say("letter.about.value", title=report.title, edition=report.edition),
        ],
        [
            words.say("letter.submitted"),
            words.say("letter.submitted.value", date=submitted, attempt=report.attempt),
        ],
        [words.say("letter.decided"), decided],
    ]


def _part(part: PartReport, report: DecisionReport, words: Phrases) -> dict[str, Any]:
    key = "part.count.needed" if report.per_part else "part.count"
    return {
        "title": words.say("part", number=part.number, title=part.title),
        "count": words.say(key, met=part.met, total=part.total, needed=part.needed),
        "criteria": [_criterion(each, words) for each in part.criteria],
    }


def _criterion(line: CriterionLine, words: Phrases) -> dict[str, Any]:
    key = "criterion.met" if line.meets else "criterion.below"
    return {
        "id": line.id,
        "title": line.title,
        "meets": line.meets,
        "level": _level(line, words, key),
        "descriptor": line.descriptor,
        "comment": paragraphs(line.comment),
        "places": list(line.places),
        "together": len(line.comment) <= KEPT_TOGETHER and len(line.places) <= 6,
    }


def _level(line: CriterionLine, words: Phrases, key: str) -> str:
    said = words.say(key, level=line.level, floor=line.floor)
    return (
        words.say("criterion.carried", level=said, attempt=line.carried_from) if line.carried_from else said
    )


def _missing(report: DecisionReport, words: Phrases) -> dict[str, Any]:
    reasons = [paragraphs(each) for each in report.reasons]
    return {"title": words.say("incomplete.title"), "reasons": [each for each in reasons if each]}


def _next(report: DecisionReport, words: Phrases) -> dict[str, Any]:
    goals = [
        {
            "id": each.id,
            "title": each.title,
            "goal": words.say("next.goal", floor=each.floor, goal=each.goal),
        }
        for each in report.open_criteria
    ]
    said = {Outcome.MEETS: words.say("next.meets"), Outcome.NOT_YET: "", Outcome.INCOMPLETE: ""}
    key = "next.open_but_met" if report.outcome is Outcome.MEETS else "next.intro"
    return {
        "title": words.say("next.title"),
        "text": said[report.outcome],
        "intro": words.say(key) if goals else "",
        "goals": goals,
    }


def _again(report: DecisionReport, words: Phrases) -> dict[str, Any]:
    stem = {Outcome.MEETS: "", Outcome.NOT_YET: "again", Outcome.INCOMPLETE: "incomplete.again"}[
        report.outcome
    ]
    steps = [words.say(f"{stem}.{number}") for number in (1, 2, 3)] if stem else []
    return {"title": words.say("again.title"), "steps": steps}
