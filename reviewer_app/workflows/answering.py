"""Answering the hub's refusal: send it again, judge again, keep a copy, ask, or let it go; nothing is ever deleted."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer_app.domain import records as kinds
from reviewer_app.domain.decision import Decision
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.lifecycle import OPEN, State
from reviewer_app.domain.policy import CarryOver
from reviewer_app.domain.records import Record
from reviewer_app.domain.refused import BAR, Act, Happened, acts, brought_over, happened
from reviewer_app.store.arrivals import opened_since
from reviewer_app.store.relatives import successor
from reviewer_app.store.shapes import Item
from reviewer_app.workflows.blinding import check_not_hidden
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.ledgering import decision_of, item_of

LET_GO = "You let the decision go that the hub refused."
JUDGED_AGAIN = "You judge it again in what took its place."


@dataclass(frozen=True)
class Refusal:
    """Something the hub refused, as a person decides what to do: what happened, the hub's own words, both decisions.

    ``other`` is the decision of the same submission that stands where two laptops signed, ``successor`` the id of what
    takes the submission's place here.
    """

    item: Item
    happened: Happened
    acts: tuple[Act, ...]
    decision: Decision | None = None
    other: Decision | None = None
    successor: str = ""
    opened: bool = False


def refusal(desk: Desk, key: str) -> Refusal:
    """What the hub refused, and what can be done; a RuleError where it refused nothing, or it was answered."""
    item = item_of(desk, key)
    if item.stage != "attention":
        raise RuleError(
            "nothing-refused",
            "There is nothing to answer",
            "The hub did not refuse this, or it was answered before.",
            "Look at it in the Sync room.",
        )
    check_not_hidden(desk, item.submission)
    after = successor(desk.store, item.submission)
    opened = _opened(desk, item)
    decided = item.kind == kinds.DECISION
    return Refusal(
        item=item,
        happened=happened(item.code),
        acts=acts(
            item.kind,
            item.code,
            opened=opened,
            successor=bool(after),
            practised=item.code == BAR and _practised(desk, item.submission),
        ),
        decision=decision_of(desk, item.record) if decided else None,
        other=_other(desk, item) if decided else None,
        successor=after,
        opened=opened,
    )


def _practised(desk: Desk, submission: str) -> bool:
    from reviewer_app.workflows.calibrating import standing_of  # its figures; only where a policy asks

    now = standing_of(desk, submission)
    return now is not None and now.passed


def question(desk: Desk, key: str) -> str:
    """A sentence for the coordinator: which item, why it was refused, and its hash; no name in it."""
    item = item_of(desk, key)
    what = {kinds.DECISION: "My decision", kinds.FLAG: "My flag"}.get(item.kind, "What I sent")
    return (
        f"{what} on {item.alias or 'a submission'}, attempt {item.attempt} ({item.title}), was refused by the hub "
        f"on {item.said_at}: {item.code}. {item.reason} "
        f"It is record {item.record}, SHA-256 {item.sha256}. What should I do?"
    )


def let_go(desk: Desk, key: str) -> None:
    """Take it out of what needs attention, by a record that says so."""
    found = refusal(desk, key)
    _answer(desk, found, kinds.LET_GO, LET_GO)


def send_again(desk: Desk, key: str) -> Record:
    """Sign the same decision once more, now that the coordinator opened the work again."""
    found = refusal(desk, key)
    _check(found, Act.SEND_AGAIN)
    body = next(
        each.body for each in desk.store.records(found.item.submission) if each.id == found.item.record
    )
    with desk.store.changes() as work:
        work.append(kinds.ANSWERED, found.item.submission, _body(found, kinds.SENT_AGAIN))
        return work.append(kinds.DECISION, found.item.submission, body)


def judge_again(desk: Desk, key: str) -> str:
    """Open the review again with all that was said, here or brought over to what takes its place; its id."""
    found = refusal(desk, key)
    _check(found, Act.JUDGE_AGAIN)
    old = found.item.submission
    if not found.successor:
        _answer(desk, found, kinds.JUDGE_AGAIN, "")
        return old
    new = found.successor
    _answer(desk, found, kinds.JUDGE_AGAIN, JUDGED_AGAIN)
    _bring_over(desk, old, new)
    return new


def _bring_over(desk: Desk, old: str, new: str) -> None:
    store = desk.store
    if store.state(new) not in OPEN:
        return  # decided or taken away meanwhile: it is shown as it stands
    before, now = store.submission(old), store.submission(new)
    rubrics = (store.rubric(before.rubric_hash), store.rubric(now.rubric_hash))
    # A newer attempt is other evidence: its levels come along only where the policy lets scores carry over.
    levels = before.attempt == now.attempt or rubrics[1].policy.carry_over is not CarryOver.NONE
    with store.changes() as work:
        for each in brought_over(store.review(old), rubrics, store.review(new), levels=levels):
            work.append(each.kind, new, each.body)


def _answer(desk: Desk, found: Refusal, answer: str, put_away: str) -> None:
    item = found.item
    with desk.store.changes() as work:
        work.append(kinds.ANSWERED, item.submission, _body(found, answer))
        if put_away and item.kind == kinds.DECISION and _open_by_it(work.state(item.submission)):
            work.put_away(item.submission, put_away)


def _open_by_it(stands: State) -> bool:
    """Whether the review would be open again only because its decision stands no longer."""
    return stands in OPEN


def _body(found: Refusal, answer: str) -> dict[str, str]:
    return {"record": found.item.record, "code": found.item.code, "answer": answer}


def _check(found: Refusal, act: Act) -> None:
    if act not in found.acts and found.item.code == BAR:
        raise RuleError(
            BAR,
            "Practise first",
            f"{found.happened.what} Nothing was changed.",
            "Practise on an anchor in the Calibration room, sync, and try once more.",
        )
    if act not in found.acts:
        raise RuleError(
            "not-open-again",
            "The coordinator has not opened it again",
            f"{found.happened.what} Nothing was changed.",
            "Ask the coordinator to open it for you again, sync, and try once more.",
        )


def _opened(desk: Desk, item: Item) -> bool:
    with desk.store._look() as connection:
        row = connection.execute(
            "SELECT withdrawn FROM submission WHERE id = ?", (item.submission,)
        ).fetchone()
        if row is None or row[0]:
            return False
        return opened_since(connection, item.submission, item.said_at)


def _other(desk: Desk, item: Item) -> Decision | None:
    """The latest decision on the same submission that the hub took: of this laptop or of another."""
    signed = [
        each
        for each in desk.store.records(item.submission)
        if each.kind == kinds.DECISION and each.id != item.record
    ]
    for each in reversed(signed):
        receipt = desk.store.receipt(each.id)
        if (receipt is not None and receipt.accepted) or each.device != desk.store.device.name:
            return decision_of(desk, each.id)
    return None
