"""The ledger over a real hub: what left and came in words, “sent” without a reply, receipts and the list as files."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import Cancelled, LineError, RuleError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.receipt_file import prove, read_json
from reviewer_app.exchange.failures import line_error
from reviewer_app.exchange.messages import Proof, RecordsAnswer
from reviewer_app.store.shapes import ItemQuery
from reviewer_app.workflows import deciding, exchanging, ledgering, reviewing
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.leaving_list import left_rows, write_left
from reviewer_app.workflows.noting import NotedRoad
from tests.workflows.hubs import given
from tests.workflows.test_deciding import review_whole

SAMPLE = "C41P-1"


@pytest.fixture
def decided(desk: Desk, hub: SampleHub, tmp_path: Path) -> Desk:
    """A desk with a decision and a flag, neither sent."""
    told = sample_reviews()[SAMPLE]
    given(desk, hub, SAMPLE, tmp_path)
    reviewing.flag(desk, told.submission, "privacy", "A face.")
    review_whole(desk, told)
    deciding.submit(desk, told.submission)
    return desk


def stages(desk: Desk, which: str = "all") -> list[tuple[str, str]]:
    found = ledgering.entries(desk, ItemQuery(which, "c41p"))
    return [(each.what, each.item.stage) for each in found]


def test_everything_that_passes_is_an_item_in_words(decided: Desk, hub: SampleHub) -> None:
    assert stages(decided, "waiting") == [("Decision: Meets", "ready"), ("Flag: privacy", "ready")]
    assert [what for what, _ in stages(decided, "came")] == ["All 5 files are here", "Assigned to you"]
    exchanging.sync(decided)
    assert stages(decided, "received") == [("Decision: Meets", "received"), ("Flag: privacy", "received")]
    flag = next(x.item for x in ledgering.entries(decided, ItemQuery("received")) if "Flag" in x.what)
    hub.hub.settle(hub.hub.flags()[0].id, "Cropped.")
    exchanging.sync(decided)
    assert ("Flag settled: Cropped.", "came") in stages(decided, "came")
    found = ledgering.detail(decided, flag.key)
    assert (found.verified, found.road, found.hub) == (True, "the network", hub.hub.key)
    text = ledgering.facts_text(found)
    assert all(each in text for each in ("C41P", flag.sha256, hub.hub.key, "verified here"))


def test_every_receipt_is_a_file_that_proves_its_record(
    decided: Desk, hub: SampleHub, tmp_path: Path
) -> None:
    with pytest.raises(RuleError, match="not said anything"):
        ledgering.save_receipt(
            decided, ledgering.entries(decided, ItemQuery("waiting"))[0].item.key, tmp_path / "x"
        )
    exchanging.sync(decided)
    out = tmp_path / "receipts"
    assert ledgering.export_receipts(decided, out) == 2
    for path in out.iterdir():
        proof = prove(read_json(path.read_bytes()), hub.hub.key)
        assert proof.record is not None
        assert path.name.startswith("C41P-1-")
    stop = CancelToken()
    stop.cancel()
    with pytest.raises(Cancelled):
        ledgering.export_receipts(decided, out, cancel=stop)


class Road:
    """A road on which what is sent may arrive without a reply, or not leave at all."""

    def __init__(self, code: str) -> None:
        self.code = code

    async def send(self, device: str, lines: Sequence[bytes], proof: Proof | None) -> RecordsAnswer:
        if self.code:
            raise line_error(self.code)
        return RecordsAnswer(0, (), None)


@pytest.mark.parametrize(("code", "stage"), [("", "sent"), ("cut-off", "sent"), ("no-answer", "ready")])
def test_what_was_handed_over_is_sent_until_a_receipt_comes(decided: Desk, code: str, stage: str) -> None:
    side = exchanging.DeskSide(decided, road="carried")
    lines = [each.line for each in side.outgoing(0, 1000)]
    road = NotedRoad(Road(code), side.note_sent, decided.now)  # type: ignore[arg-type]  # only send is used
    with suppress(LineError):
        asyncio.run(road.send(side.device, lines))
    assert {stage for _, stage in stages(decided, "waiting")} == {stage}
    assert exchanging.sync(decided).refused == 0
    assert {stage for _, stage in stages(decided, "received")} == {"received"}


def test_what_left_is_listed_by_day_without_names(decided: Desk, hub: SampleHub, tmp_path: Path) -> None:
    exchanging.sync(decided)
    today = decided.now().astimezone().date()
    rows = left_rows(decided, today, today)
    assert [(x.alias, x.what, x.state) for x in rows] == [
        ("C41P", "Flag: privacy", "Received"),
        ("C41P", "Decision: Meets", "Received"),
    ]
    assert left_rows(decided, today + timedelta(days=1)) == []
    assert left_rows(decided, None, today - timedelta(days=1)) == []
    written = write_left(decided, tmp_path / "left.csv", form="csv").read_text("utf-8-sig")
    assert [row["record"] for row in csv.DictReader(written.splitlines())] == [x.record for x in rows]
    assert not any(each.name in written for each in hub.hub.people())
    assert write_left(decided, tmp_path / "left.pdf", since=today).read_bytes().startswith(b"%PDF")
    with pytest.raises(RuleError, match="last day"):
        write_left(decided, tmp_path / "no", since=today, until=today - timedelta(days=1))


def test_what_is_scored_again_tells_no_outcome(decided: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    about = sample_reviews()[SAMPLE].submission
    monkeypatch.setattr(ledgering, "hidden", lambda _desk: frozenset({about}))
    assert stages(decided, "waiting")[0] == ("Decision", "ready")
    key = ledgering.entries(decided, ItemQuery("waiting"))[0].item.key
    found = ledgering.detail(decided, key)
    assert (found.decision, found.entry.what) == (None, "Decision")
    assert found.entry.item.kind == kinds.DECISION
