"""Messages in a folder of laptops that are let in no longer: left alone, and told to the coordinator and to them."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer_app.domain.errors import HubError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.exchange.carrier import TO_HUB, TO_LAPTOPS, Carrier
from reviewer_app.exchange.left import message
from reviewer_app.exchange.left_speech import Talk
from reviewer_app.exchange.left_word import word
from reviewer_app.exchange.sealing import Names, seal
from reviewer_app.hub.books import Books
from reviewer_app.hub.left_speech import heard_of
from reviewer_app.hub.refusals import Refused

DISABLED = "account-disabled"


def shut_out_told(books: Books, messages: Sequence[str]) -> list[str]:
    """A sentence for each such laptop of which some of these messages are: how many, whose, why, and what helps."""
    if not messages:
        return []
    with books.looking() as look:
        rows = look.exec_driver_sql(
            "SELECT d.name, p.name, d.revoked_at <> '', p.active = 0 FROM device d JOIN person p ON p.id = d.person "
            "WHERE d.revoked_at <> '' OR p.active = 0 OR p.role = 'auditor' ORDER BY p.name, d.name"
        ).all()
    told = []
    for device, owner, revoked, disabled in rows:
        try:
            names = Names(books.key, device)
        except (HubError, ValueError):
            continue  # a key nobody can seal for has left nothing
        number = sum(names.owns(TO_HUB, each) for each in messages)
        if number:
            told.append(
                f"{number:,} message{'s' if number > 1 else ''} of {owner}’s laptop {'were' if number > 1 else 'was'} "
                f"left alone: {_why(bool(revoked), bool(disabled))}."
            )
    return told


def leave_words(
    books: Books, carrier: Carrier, messages: Sequence[str], versions: Sequence[int], stop: CancelToken
) -> None:
    """Tell each laptop of a disabled account of which some of these messages are, as it is told over a line.

    It is said anew each time: what was said before the hub last answered this laptop counts no more.
    """
    if not messages:
        return
    with books.looking() as look:
        heard = heard_of(look)
        rows = look.exec_driver_sql(
            "SELECT d.name FROM device d JOIN person p ON p.id = d.person WHERE d.revoked_at = '' AND p.active = 0"
        ).all()
    for (device,) in rows:
        try:
            names = Names(books.key, device)
        except (HubError, ValueError):
            continue  # as above
        if not any(names.owns(TO_HUB, each) for each in messages):
            continue
        name = names.message(TO_LAPTOPS, DISABLED.encode())
        bare = word(device, Refused(DISABLED).document(), Talk(versions, heard.get(device, ())).head())
        carrier.put(TO_LAPTOPS, name, seal(message(bare, books.key, books.moment()), device), stop)


def _why(revoked: bool, disabled: bool) -> str:
    if revoked:
        return "it was shut out"
    if disabled:
        return "the account is disabled; enable it, and they are taken the next time"
    return "an auditor’s laptop says nothing to the hub"
