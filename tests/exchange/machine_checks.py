"""What must be true of desk and hub whatever happened: nothing lost, doubled or seen too early, both ends alike."""

from __future__ import annotations

from collections import Counter

from reviewer_app.domain import records as kinds
from reviewer_app.domain.records import chained, record_hash
from reviewer_app.domain.reissuing import REISSUED
from tests.exchange.machine_world import Laptop, World, word_of, word_of_document

QUIET = 4
QUIET_STICKS = 5


def check_early_sight(world: World, laptop: Laptop) -> None:
    """Nothing a laptop was ever sent says a word of another person's; words are chance and stand for themselves."""
    heard = b"\n".join(laptop.network.heard)
    asked = b"\n".join(laptop.network.asked)
    laptop.network.heard.clear()
    laptop.network.asked.clear()
    for each in world.said.values():
        if each.person != laptop.person:
            assert each.word.encode() not in heard, f"{laptop.person} was sent what {each.person} said"
        assert each.word.encode() not in asked, "a word went over the line in clear"


def check_all(world: World) -> None:
    """Let everything come to rest, then look at all of it; by the stick alone first, where that is enough."""
    if world.by_stick_alone:
        for _ in range(QUIET_STICKS):
            go_round(world)
        for laptop in world.laptops:
            world.carry(laptop, None)
        check_at_rest(world)
        for laptop in world.laptops:
            assert laptop.desk.owing is None, "something is still owed to the hub"
        world.note("rests by sticks")
        if not world.HAS_LINE:
            return
    for turn in range(QUIET):
        if turn == QUIET - 2:  # what lies on the stick from before is read once more, and changes nothing
            world.visit(None)
            for laptop in world.laptops:
                world.carry(laptop, None)
            world.visit(None)
        for laptop in list(world.laptops):
            report = world.exchange(laptop, [])
            check_early_sight(world, laptop)
            assert report is not None, "a quiet round broke off"
            if turn == QUIET - 1:
                codes = [each.code for each in report.problems]
                assert report.counts_agree, f"the ends do not agree: {codes}"
                assert not codes, codes
    check_at_rest(world)


def go_round(world: World) -> None:
    """The stick goes to every laptop, and then to the hub."""
    for laptop in world.laptops:
        world.carry(laptop, None)
    world.later()
    world.visit(None)
    world.later()


def check_at_rest(world: World) -> None:
    """Look at all of it, by whichever road it came to rest."""
    _check_words(world)
    _check_ends(world)
    _check_work(world)
    _check_decisions(world)
    _check_hub(world)


def _check_words(world: World) -> None:
    """Every word that is on a laptop's line or was acknowledged is on the hub once."""
    there = Counter(world.on_hub())
    assert all(count == 1 for count in there.values()), f"said twice: {there.most_common(3)}"
    own = {word_of(each) for laptop in world.laptops for each in laptop.desk.records}
    missing = (own | set(world.acknowledged.values())) - set(there)
    assert not missing, f"lost: {missing}"
    accepted = {}
    proven = world.proven()
    for document, good in world.hub_records():
        word, sha256 = word_of_document(document), record_hash(document)
        accepted[word] = good
        same = sha256 in world.acknowledged or document["hashes"].get(REISSUED)
        assert same or word not in set(world.acknowledged.values()), f"acknowledged as other bytes: {word}"
        once = sha256 in world.acknowledged and (sha256 in proven or sha256 not in world.no_proof)
        assert good or not once, f"accepted once, refused later: {word}"
    refused = {
        word_of(record)
        for laptop in world.laptops
        for record in laptop.desk.records
        if record.id in laptop.desk.receipts and not laptop.desk.receipts[record.id].accepted
    }
    for word in set(world.acknowledged.values()):
        assert accepted[word] or word in refused, (
            f"acknowledged, and neither there nor in need of attention: {word}"
        )


def _check_ends(world: World) -> None:
    """Both ends count and hash the same, and each laptop of a person has what the others said.

    Where a copy said other things than a line that was heard and then put back, what was heard is kept (decision 0038).
    """
    with world.hub.books.looking() as look:
        devices = {
            row[0]: (row[1], row[2], row[3])
            for row in look.exec_driver_sql("SELECT name, count, rolling, person FROM device").all()
        }
        for device, (count, rolling, _) in devices.items():
            again = ""
            rows = look.exec_driver_sql(
                "SELECT sha256 FROM record WHERE device = ? ORDER BY n", (device,)
            ).all()
            for (sha256,) in rows:
                again = chained(again, sha256)
            assert (count, rolling) == (len(rows), again)
    said: dict[str, dict[str, tuple[str, int]]] = {}
    for document, good in world.hub_records():
        if good:
            place = (document["device"], document["n"])
            said.setdefault(devices[document["device"]][2], {})[document["id"]] = place
    for laptop in world.laptops:
        count, rolling, person = devices[laptop.desk.device]
        assert (count, rolling) == laptop.desk.summary()
        assert person == laptop.person
        here = {each.id for each in laptop.desk.records} | set(laptop.desk.others)
        heard = {(each.device, each.n) for each in laptop.desk.others.values()}
        missing = {id for id, place in said.get(person, {}).items() if id not in here and place not in heard}
        assert not missing, f"not heard: {missing}"


def _check_work(world: World) -> None:
    """What a laptop was given and not asked back is its person's on the hub, a restored one too."""
    given = {(line.submission, line.person): line.state for line in world.hub.assignments()}
    for laptop in world.laptops:
        for submission in laptop.desk.work:
            state = given.get((submission, laptop.person), "lost")
            gone = submission in laptop.desk.withdrawn
            assert state == "withdrawn" if gone else state in ("open", "decided"), (
                f"{submission} is {state}, {gone}"
            )


def _check_decisions(world: World) -> None:
    """What the hub accepted and was not taken back decides the task, in whichever order it came."""
    with world.hub.books.looking() as look:
        rows = look.exec_driver_sql("SELECT name, person FROM device").all()
        persons: dict[str, str] = {row[0]: row[1] for row in rows}
        tasks = look.exec_driver_sql("SELECT submission, person, state, decision FROM assignment").all()
    stands: dict[tuple[str, str], set[str]] = {}
    back = set()
    for document, good in world.hub_records():
        if good and document["kind"] == kinds.DECISION:
            stands.setdefault((document["subject"], persons[document["device"]]), set()).add(document["id"])
        elif good and document["kind"] == kinds.DECISION_WITHDRAWN:
            back.add(document["body"]["decision"])
    for submission, person, state, decision in tasks:
        expected = stands.get((submission, person), set()) - back
        assert decision in (expected or {""}), f"{submission} is {state} by {decision}, not {expected}"
        assert state == "withdrawn" or (state == "decided") == bool(decision), f"{submission} is {state}"


def _check_hub(world: World) -> None:
    """The database in itself says no word, and decisions of a blind pair none before all are in."""
    dump = world.dump()
    stick = world.on_stick()
    for each in world.said:
        assert each not in dump
        assert each.encode() not in stick
    lines = world.hub.decisions()
    open_work = {
        line.submission
        for line in world.hub.assignments()
        if line.state == "open" and line.role == "assessor"
    }
    for line in lines:
        if line.submission in open_work:
            assert line.sealed
            assert not line.outcome
            assert not line.document
