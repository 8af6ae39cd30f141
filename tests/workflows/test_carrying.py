"""A real desk and a real hub that see each other only by stick."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.domain import roads
from reviewer_app.domain.errors import LineError, RuleError
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.records import DECISION
from reviewer_app.domain.roads import STICK, under_way
from reviewer_app.evidence import WorkerPool
from reviewer_app.exchange.carrier import FOLDER, Carrier
from reviewer_app.exchange.failures import line_error
from reviewer_app.hub.carrying import visit
from reviewer_app.hub.welcoming import introduced, welcome
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore
from reviewer_app.store.shapes import ItemQuery, QueueQuery
from reviewer_app.workflows import carrying, deciding, exchanging, ledgering, looking, reviewing
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.leaving_list import left_rows
from reviewer_app.workflows.safeguarding import now
from tests.workflows.conftest import KEY
from tests.workflows.test_deciding import review_whole

OWN = sample_reviews()["C41P-1"].submission


@pytest.fixture
def desk(hub: SampleHub, tmp_path: Path) -> Iterator[Desk]:
    """A desk without anything on it, paired, whose hub serves no longer."""
    desk = Desk(
        open_home(tmp_path / "home"),
        DeskStore.create(open_home(tmp_path / "home"), KEY, now),
        WorkerPool(warm=0),
        now,
    )
    exchanging.pair(desk, hub.url, hub.code())
    hub.assign(["C41P-1"], tmp_path / "bundles")
    hub.stop()
    yield desk
    desk.evidence.close()
    desk.store.close()


def hand_out(hub: SampleHub, stick: Path) -> None:
    devices = [each.name for each in hub.hub.devices()]
    visit(hub.hub.books, Carrier.at(stick), devices)


def seen_on(stick: Path) -> list[bytes]:
    """Every file's name and content, as a finder sees them."""
    return [
        path.relative_to(stick).as_posix().encode() + path.read_bytes()
        for path in stick.rglob("*")
        if path.is_file()
    ]


def test_handed_out_scored_returned_and_received_all_by_stick(
    desk: Desk, hub: SampleHub, stick: Path
) -> None:
    hand_out(hub, stick)
    came = carrying.bring_over(desk, stick)
    assert (came.round.received_work, came.unwritten, came.damaged) == (1, None, ())
    assert desk.store.missing_blobs() == []
    opened = looking.open_evidence(desk, OWN, desk.store.submission(OWN).evidence[0].id)
    opened.close()

    review_whole(desk, sample_reviews()["C41P-1"])
    deciding.submit(desk, OWN)
    back = carrying.bring_over(desk, stick)
    assert back.left == desk.store.latest_n()
    assert exchanging.outbox(desk).decisions_waiting == 1
    assert desk.store.state(OWN) is State.DECIDED

    done = visit(hub.hub.books, Carrier.at(stick))
    assert (done.laptops, done.accepted, done.refused) == (1, desk.store.latest_n(), 0)
    assert [each.submission for each in hub.hub.decisions()] == [OWN]
    receipts = carrying.bring_over(desk, stick)
    assert receipts.round.accepted == desk.store.latest_n()
    assert exchanging.outbox(desk).records_waiting == 0
    assert desk.store.state(OWN) is State.RECEIVED


def test_what_came_by_stick_does_not_come_again_by_line_and_the_other_way_round(
    desk: Desk, hub: SampleHub, stick: Path
) -> None:
    hand_out(hub, stick)
    carrying.bring_over(desk, stick)
    reviewing.comment(desk, OWN, "1.1", "Name the goal.")
    carrying.bring_over(desk, stick)
    visit(hub.hub.books, Carrier.at(stick))
    hub.start_again()
    by_line = exchanging.sync(desk)
    assert (by_line.sent, by_line.received_work, by_line.blobs_fetched) == (0, 0, 0)
    assert by_line.counts_agree
    late = carrying.bring_over(desk, stick)
    assert (late.round.accepted, late.round.received_work, late.left) == (0, 0, 0)


def stage(desk: Desk) -> tuple[str, str, str]:
    """How far the decision is: in the ledger, in the command line's list, and on the page of what is decided."""
    (item,) = [each.item for each in ledgering.entries(desk, ItemQuery()) if each.item.kind == DECISION]
    (line,) = exchanging.ledger(desk)
    (row,) = desk.store.queue(QueueQuery(decided=True), 0, 9)
    assert item.stage == line.stage
    return item.stage, line.sent_by, row.sent_by


@pytest.mark.parametrize(("shared", "road"), [(False, STICK), (True, roads.FOLDER)])
def test_what_lies_on_a_stick_is_sent_until_whichever_receipt_comes_first(
    desk: Desk, hub: SampleHub, stick: Path, monkeypatch: pytest.MonkeyPatch, shared: bool, road: str
) -> None:
    hand_out(hub, stick)
    carrying.bring_over(desk, stick, shared=shared)
    review_whole(desk, sample_reviews()["C41P-1"])
    deciding.submit(desk, OWN)
    assert stage(desk) == ("ready", "", "")
    with monkeypatch.context() as full:
        code = "road-full" if shared else "road-read-only"
        full.setattr(Carrier, "put", lambda *_given: (_ for _ in ()).throw(line_error(code)))
        tried = carrying.bring_over(desk, stick, shared=shared)
    assert tried.unwritten is not None
    assert (tried.unwritten.code, tried.left, tried.round.sent) == (code, 0, 0)
    assert stage(desk) == ("ready", "", ""), "what the stick did not take is not sent"
    before = desk.now()
    carrying.bring_over(desk, stick, shared=shared)
    assert stage(desk) == ("sent", road, road)
    (line,) = exchanging.ledger(desk)
    assert line.at is not None
    assert before <= line.at <= desk.now()
    (left,) = [each for each in left_rows(desk) if each.what.startswith("Decision")]
    assert (left.road, left.state) == (road, under_way(road))
    # The line comes first: it takes the same records without waiting for the stick.
    hub.start_again()
    by_line = exchanging.sync(desk)
    assert (by_line.accepted, by_line.counts_agree) == (desk.store.latest_n(), True)
    assert stage(desk) == ("received", "", "")
    # The stick comes to the hub afterwards, and back: nothing is there twice.
    assert visit(hub.hub.books, Carrier.at(stick)).accepted == desk.store.latest_n()
    assert [each.submission for each in hub.hub.decisions()] == [OWN]
    late = carrying.bring_over(desk, stick, shared=shared)
    assert (late.round.accepted, late.left, stage(desk)) == (0, 0, ("received", "", ""))


def test_a_finder_of_the_stick_learns_no_name_alias_or_file(desk: Desk, hub: SampleHub, stick: Path) -> None:
    hand_out(hub, stick)
    lost = seen_on(stick)
    carrying.bring_over(desk, stick)
    reviewing.comment(desk, OWN, "1.1", "Name the goal.")
    carrying.bring_over(desk, stick)
    lost += seen_on(stick)
    about = desk.store.submission(OWN)
    secrets = [about.alias, OWN, desk.store.device.name, hub.hub.key, hub.assessor, "Assessor 1"]
    secrets += [each.sha256 for each in about.evidence if each.sha256]
    assert len(lost) > 5
    for content in lost:
        assert [each for each in secrets if each.encode() in content] == []


def test_a_stick_that_is_not_there_is_said(desk: Desk, stick: Path) -> None:
    stick.rmdir()
    with pytest.raises(LineError) as caught:
        carrying.bring_over(desk, stick)
    assert caught.value.code == "road-gone"
    assert not (stick / FOLDER).exists()


def test_what_the_hub_knows_is_remembered_and_what_a_newer_one_wrote_is_told(
    desk: Desk, hub: SampleHub, stick: Path
) -> None:
    device = desk.store.device.name
    visit(hub.hub.books, Carrier.at(stick), [device], versions=(2, 3))
    came = carrying.bring_over(desk, stick)
    [problem] = came.round.problems
    assert (came.unread, came.round.received_work, problem.code) == (1, 0, "left-newer")
    assert (
        "1 message of the hub was written by a newer Reviewer (version 2; this laptop knows 1)"
        in problem.sentence
    )
    assert problem.sentence.endswith("It stays where it lies; update Reviewer on this laptop.")
    assert carrying.hub_talk(desk).theirs == (2, 3)
    visit(hub.hub.books, Carrier.at(stick), [device], versions=(1, 2))
    again = carrying.bring_over(desk, stick)
    assert (again.unread, again.round.received_work, again.round.problems) == (0, 1, ())
    assert carrying.hub_talk(desk).theirs == (1, 2)


def test_a_laptop_that_never_had_a_line_is_paired_by_stick(
    hub: SampleHub, stick: Path, tmp_path: Path
) -> None:
    hub.assign(["C41P-1"], tmp_path / "bundles")
    hub.stop()
    home = open_home(tmp_path / "far")
    far = Desk(home, DeskStore.create(home, KEY, now), WorkerPool(warm=0), now)
    with pytest.raises(RuleError) as caught:
        carrying.accept(far, stick, "AAAA-AAAA")
    assert caught.value.code == "no-welcome"

    shown = carrying.introduce(far, stick)
    carrier = Carrier.at(stick)
    assert [each.code for each in introduced(carrier)] == [shown]
    with pytest.raises(RuleError) as caught:
        welcome(hub.hub.books, carrier, "AAAA-AAAA", hub.assessor)
    assert caught.value.code == "no-introduction"
    device, told = welcome(hub.hub.books, carrier, shown.lower().replace("-", " "), hub.assessor)
    assert introduced(carrier) == []
    visit(hub.hub.books, carrier, [device])

    with pytest.raises(RuleError) as caught:
        carrying.accept(far, stick, shown)
    assert caught.value.code == "other-code"
    assert far.store.pairing is None
    made = carrying.accept(far, stick, told)
    assert (made.hub_name, made.person) == (hub.hub.books.name, hub.assessor)
    assert carrying.bring_over(far, stick).round.received_work == 1
    reviewing.comment(far, OWN, "1.1", "Name the goal.")
    carrying.bring_over(far, stick)
    assert visit(hub.hub.books, carrier).accepted == far.store.latest_n()
    far.evidence.close()
    far.store.close()
