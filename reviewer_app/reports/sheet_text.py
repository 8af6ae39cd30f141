"""What the review sheet says: all criteria in one table, the evidence with its hashes, the record and its receipt."""

from __future__ import annotations

from typing import Any

from reviewer_app.reports.decision_report import DecisionReport, EvidenceLine
from reviewer_app.reports.letter_text import head, paragraphs, record_rows
from reviewer_app.reports.phrases import Phrases


def sheet_data(report: DecisionReport, words: Phrases) -> dict[str, Any]:
    """Everything the review sheet's template prints, in its order."""
    title = words.say("sheet.title", title=report.title, alias=report.alias, attempt=report.attempt)
    return {
        **head(report, words, title),
        "kind": words.say("sheet.kind"),
        "facts": [
            [words.say("sheet.assessor"), report.facts.assessor],
            [
                words.say("letter.about"),
                words.say("letter.about.value", title=report.title, edition=report.edition),
            ],
            [words.say("letter.submitted"), words.date(report.submitted_at)],
        ],
        "criteria": {
            "title": words.say("sheet.criteria"),
            "head": [words.say(f"sheet.{each}") for each in ("criterion", "level", "comment", "places")],
            "rows": [
                {
                    "id": each.id,
                    "title": each.title,
                    "level": each.level,
                    "below": "" if each.meets else f"{words.say('sheet.below')} {each.floor}",
                    "comment": paragraphs(each.comment),
                    "places": list(each.places),
                }
                for each in report.criteria
            ],
            "none": words.say("sheet.none"),
            "not_scored": words.say("sheet.not_scored"),
        },
        "reasons": {
            "title": words.say("sheet.reasons"),
            "rows": [made for made in map(paragraphs, report.reasons) if made],
        },
        "overall": {"title": words.say("sheet.overall"), "text": paragraphs(report.overall)},
        "evidence": {
            "title": words.say("sheet.evidence"),
            "head": [words.say(f"sheet.{each}") for each in ("piece", "part", "size", "hash")],
            "rows": [_evidence(each, words) for each in report.evidence],
        },
        "record": {"title": words.say("record.title"), "rows": record_rows(report, words)},
    }


def _evidence(line: EvidenceLine, words: Phrases) -> list[str]:
    none = words.say("sheet.none")
    name = words.say("sheet.link", address=line.address) if line.address else line.name
    size = none if line.address else words.size(line.size)
    return [line.title, name if name != line.title else "", line.part, size, line.sha256 or none]
