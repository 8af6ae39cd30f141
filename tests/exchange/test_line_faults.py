"""Every way the line fails: said in words, nothing lost, nothing twice, healed by the next round."""

from __future__ import annotations

import json
import shutil
import threading

import pytest

from reviewer_app.domain.errors import Cancelled, HubError, LineError, ReviewerError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.exchange.messages import Pairing
from reviewer_app.exchange.wire import Timeouts, checked_address
from tests.exchange import faultline
from tests.exchange.conftest import Scene
from tests.exchange.faultline import altered, reply
from tests.exchange.faults import LINE, STEPS, at_step
from tests.exchange.fixtures import Clock, sync
from tests.exchange.sample_work import RUBRIC, decide, say, submission


def with_work(scene: Scene) -> None:
    scene.desk.add(say(scene.desk.key, 1, scene.document["id"]), decide(scene.desk.key, 2, scene.document))


def is_settled(scene: Scene) -> bool:
    """Everything is where it belongs, once."""
    hub = scene.served.hub
    return (
        scene.desk.waiting == []
        and scene.desk.files != {}
        and [each.record for each in hub.decisions()] == [scene.desk.records[1].id]
        and hub.status().records == len(scene.desk.records)
    )


@pytest.mark.parametrize(
    ("name", "step"), [(name, step) for name, each in LINE.items() for step in each.steps]
)
def test_a_fault_is_said_in_words_and_the_next_rounds_heal_it(scene: Scene, name: str, step: str) -> None:
    fault = LINE[name]
    with_work(scene)
    at_step(scene.line, step, fault.made(scene.line))
    patience = Timeouts(connect=5, read=0.3, whole=5) if fault.code == "timeout" else None
    if fault.code:
        with pytest.raises(ReviewerError) as caught:
            scene.sync(timeouts=patience)
        assert (caught.value.code, scene.line.plan) == (fault.code, [])
        assert caught.value.title
        assert caught.value.next_step
        assert isinstance(caught.value, LineError | HubError)
    else:
        assert scene.sync().counts_agree
    scene.line.deliver_late()
    assert scene.sync().counts_agree
    assert is_settled(scene)


def test_after_a_lost_reply_the_same_receipt_comes_again_and_nothing_is_double(scene: Scene) -> None:
    with_work(scene)
    kept: list[bytes] = []

    def lose(request: bytes, forward: faultline.Forward) -> bytes | None:
        kept.append(forward())
        return None

    scene.line.will("/v1/records", lose)
    with pytest.raises(LineError):
        scene.sync()
    assert scene.desk.waiting

    scene.served.clock.pass_by(hours=3)
    report = scene.sync()

    # The hub had everything, so its counter told the desk that nothing was to be sent; the receipts came all the same.
    lost = json.loads(kept[0].partition(b"\r\n\r\n")[2])["receipts"]
    assert scene.desk.documents == lost
    assert report.counts_agree
    assert is_settled(scene)


def test_a_request_delivered_twice_counts_once(scene: Scene) -> None:
    with_work(scene)
    scene.line.will("/v1/records", faultline.twice)
    report = scene.sync()
    assert (report.accepted, report.counts_agree) == (2, True)
    assert is_settled(scene)


def test_an_old_answer_repeated_by_the_network_is_not_believed(scene: Scene) -> None:
    kept: list[bytes] = []

    def keep(whole: bytes) -> bytes:
        kept.append(whole)
        return whole

    scene.line.will("/v1/round", altered(keep))
    scene.sync()
    scene.line.will("/v1/round", lambda request, forward: kept[0])
    with pytest.raises(LineError) as caught:
        scene.sync()
    assert caught.value.code == "stale"


def test_nothing_listens(scene: Scene) -> None:
    with pytest.raises(LineError) as caught:
        scene.served.sync(scene.desk, scene.pairing, "http://127.0.0.1:1")
    assert caught.value.code == "no-answer"


@pytest.mark.parametrize("step", STEPS)
def test_a_stuck_round_is_cancelled_at_once(scene: Scene, step: str) -> None:
    with_work(scene)
    at_step(scene.line, step, scene.line.stall)
    cancel = CancelToken()
    threading.Thread(target=lambda: (scene.line.arrived.wait(), cancel.cancel()), daemon=True).start()
    with pytest.raises(Cancelled):
        scene.sync(cancel=cancel)
    assert scene.sync().counts_agree
    assert is_settled(scene)


@pytest.mark.parametrize(("said", "seconds"), [("120", 120.0), ("soon", None), ("", None)])
def test_retry_after_is_passed_on(scene: Scene, said: str, seconds: float | None) -> None:
    scene.line.will("/v1/round", reply("429 Too Many", b"", "text/plain", f"retry-after: {said}"))
    with pytest.raises(HubError) as caught:
        scene.sync()
    assert caught.value.retry_after == seconds


def test_a_retry_after_date_counts_from_the_answers_own_date(scene: Scene) -> None:
    until = "Tue, 24 Nov 1999 08:01:30 GMT"
    headers = (f"retry-after: {until}", "date: Tue, 24 Nov 1999 08:00:00 GMT")
    scene.line.will("/v1/round", reply("503 Busy", b"", "text/plain", *headers))
    with pytest.raises(HubError) as caught:
        scene.sync()
    assert caught.value.retry_after == 90.0


def test_too_large_batches_are_halved_until_they_pass(scene: Scene) -> None:
    scene.desk.add(*(say(scene.desk.key, n) for n in range(1, 41)))
    scene.line.will("/v1/records", reply("413 Content Too Large"), reply("413 Content Too Large"))
    report = scene.sync()
    assert (report.accepted, report.counts_agree) == (40, True)
    assert scene.line.seen.count("/v1/records") == 2 + 4


def test_a_shut_out_laptop_is_told_by_the_hub_itself(scene: Scene) -> None:
    scene.served.hub.revoke(scene.desk.device)
    with pytest.raises(HubError) as caught:
        scene.sync()
    assert caught.value.code == "revoked"


def test_a_hub_restored_from_an_older_backup_gets_everything_again(scene: Scene) -> None:
    hub = scene.served.hub
    scene.sync()
    with hub.books.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    backup = hub.books.folder / "backup.db"
    shutil.copy2(hub.books.folder / "hub.db", backup)
    with_work(scene)
    assert scene.sync().accepted == 2
    hub.books.engine.dispose()
    for name in ("hub.db-wal", "hub.db-shm"):
        (hub.books.folder / name).unlink(missing_ok=True)
    shutil.copy2(backup, hub.books.folder / "hub.db")
    assert hub.decisions() == ()
    fresh = submission(2)
    hub.add_submission(fresh, RUBRIC)
    hub.assign(fresh["id"], scene.person)

    report = scene.sync()

    assert (report.sent, report.accepted, report.counts_agree) == (2, 2, True)
    assert set(scene.desk.work) == {scene.document["id"], fresh["id"]}
    assert is_settled(scene)


def test_a_desk_restored_from_an_older_copy_gets_back_what_it_lacks_and_says_so(scene: Scene) -> None:
    with_work(scene)
    scene.sync()
    before = list(scene.desk.records)
    del scene.desk.records[1:]
    for each in before[1:]:
        del scene.desk.receipts[each.id]
    report = scene.sync()
    assert report.counts_agree
    assert [each.code for each in report.problems] == ["desk-restored"]
    assert scene.desk.records == before
    assert is_settled(scene)


def test_a_clock_years_off_is_said_and_does_not_stop_the_round(scene: Scene) -> None:
    with_work(scene)
    behind = Clock()
    behind.pass_by(days=-3650)
    report = sync(scene.desk, scene.pairing, clock=behind)
    assert report.counts_agree
    assert [each.code for each in report.problems] == ["clock"]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://hub.example", "tls-needed"),
        ("http://192.168.1.5:8470", "tls-needed"),
        ("ftp://hub.example", "bad-address"),
        ("hub.example", "bad-address"),
        ("", "bad-address"),
    ],
)
def test_only_protected_addresses_are_used(url: str, code: str) -> None:
    with pytest.raises(LineError) as caught:
        checked_address(url)
    assert caught.value.code == code


def test_a_pairing_never_shows_its_token() -> None:
    assert "secret" not in repr(Pairing("https://hub.example", "z", "Hub", "secret", "p", "Ada"))
