"""A full round over a real socket: work and files down, records up, receipts back, both ends agreeing."""

from __future__ import annotations

from datetime import date

from tests.exchange.fixtures import Served
from tests.exchange.sample_work import RUBRIC, decide, say, submission

LESSON = bytes(range(256)) * 5000
PHOTO = b"photo" * 1000


def test_work_and_files_come_down_and_decisions_go_up_with_receipts(district: Served) -> None:
    document = submission(1, [LESSON, PHOTO])
    person = district.hub.add_person("Ada")
    assert district.hub.add_submission(document, RUBRIC, [LESSON, PHOTO]).new
    district.hub.assign(document["id"], person, due=date(2026, 12, 1))
    desk, pairing = district.desk(person)

    first = district.sync(desk, pairing)

    assert (first.received_work, first.blobs_fetched, first.counts_agree) == (1, 2, True)
    assert first.bytes_fetched == len(LESSON) + len(PHOTO)
    assert set(desk.files.values()) == {LESSON, PHOTO}
    item = desk.work[document["id"]]
    assert (item.submission_doc, item.microcredential_doc, item.due) == (document, RUBRIC, date(2026, 12, 1))

    desk.add(say(desk.key, 1, document["id"]), decide(desk.key, 2, document))
    second = district.sync(desk, pairing)

    assert (second.sent, second.accepted, second.refused, second.counts_agree) == (2, 2, 0, True)
    assert second.problems == ()
    assert desk.waiting == []
    [decision] = district.hub.decisions()
    assert decision.document == desk.records[1].document
    assert desk.receipts[desk.records[1].id].sha256 == decision.sha256
    assert district.hub.status().open == 0
