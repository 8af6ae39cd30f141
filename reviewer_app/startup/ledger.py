"""The ledger as the sync room calls it, bound to one desk: lines, receipts, what was refused, what left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer_app.ui.syncing.ledger_ports import ItemView, LedgerPorts, LeftAsked, RefusalView
from reviewer_app.ui.views import LedgerAsked, Line, Stage
from reviewer_app.workflows.desk import Desk

if TYPE_CHECKING:
    from reviewer_app.store.shapes import Item

# What the workflows of the ledger need is loaded when the sync room is first read, not before the queue is painted.


def ledger_ports(desk: Desk) -> LedgerPorts:
    """The ledger beyond its lines."""
    return LedgerPorts(
        item=partial(_item, desk),
        save_receipt=partial(_save_receipt, desk),
        save_copy=partial(_save_copy, desk),
        refusal=partial(_refusal, desk),
        let_go=partial(_let_go, desk),
        send_again=partial(_send_again, desk),
        judge_again=partial(_judge_again, desk),
        write_left=partial(_write_left, desk),
    )


def ledger_lines(desk: Desk, asked: LedgerAsked, after: Line | None, limit: int) -> Sequence[Line]:
    """The next lines of the ledger after one, the newest first."""
    from reviewer_app.store.shapes import ItemQuery
    from reviewer_app.workflows.ledgering import START, Entry, entries

    def line(entry: Entry) -> Line:
        item = entry.item
        attention = item.stage == "attention"
        return Line(
            submission=item.submission,
            alias=item.alias or "–",
            title=item.title or "Not on this laptop",
            attempt=item.attempt,
            what=entry.what,
            stage=Stage(item.answer) if item.stage == "answered" else Stage(item.stage),
            at=entry.at,
            sha256=item.sha256,
            reason=item.reason if attention else "",
            next_step=entry.next_step,
            key=item.key,
            moment=item.at,
            sent_by=item.sent_by,
        )

    place = START if after is None else (after.moment, after.key)
    return [line(each) for each in entries(desk, ItemQuery(asked.which, asked.text), place, limit)]


def _item(desk: Desk, key: str) -> ItemView:
    from reviewer_app.workflows.ledgering import detail, facts_text, file_name

    found = detail(desk, key)
    item = found.entry.item
    return ItemView(
        key=key,
        what=found.entry.what,
        alias=item.alias,
        title=item.title,
        attempt=item.attempt,
        signed_at=_moment(item.at),
        sent_at=_moment(item.sent_at),
        received_at=_moment(item.said_at),
        road=found.road,
        sha256=item.sha256,
        hub=found.hub,
        verified=found.verified,
        accepted=item.stage == "received",
        reason=item.reason,
        file_name=file_name(item) if item.record else "",
        facts=facts_text(found),
    )


def _refusal(desk: Desk, key: str) -> RefusalView:
    from reviewer_app.workflows.answering import question, refusal
    from reviewer_app.workflows.ledgering import file_name

    found = refusal(desk, key)
    item: Item = found.item
    return RefusalView(
        key=key,
        alias=item.alias,
        title=item.title,
        attempt=item.attempt,
        happened=found.happened.title,
        what=found.happened.what,
        so=found.happened.so,
        reason=item.reason,
        code=item.code,
        acts=found.acts,
        question=question(desk, key),
        file_name=file_name(item),
        signed_at=_moment(item.at),
        decision=found.decision,
        other=found.other,
    )


def _save_receipt(desk: Desk, key: str, target: Path) -> Path:
    from reviewer_app.workflows.ledgering import save_receipt

    return save_receipt(desk, key, target)


def _save_copy(desk: Desk, key: str, target: Path) -> Path:
    from reviewer_app.workflows.ledgering import save_copy

    return save_copy(desk, key, target)


def _let_go(desk: Desk, key: str) -> None:
    from reviewer_app.workflows.answering import let_go

    let_go(desk, key)


def _send_again(desk: Desk, key: str) -> None:
    from reviewer_app.workflows.answering import send_again

    send_again(desk, key)


def _judge_again(desk: Desk, key: str) -> str:
    from reviewer_app.workflows.answering import judge_again

    return judge_again(desk, key)


def _write_left(desk: Desk, asked: LeftAsked, target: Path) -> Path:
    from reviewer_app.workflows.leaving_list import write_left

    return write_left(desk, target, since=asked.since, until=asked.until, form=asked.form)


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
