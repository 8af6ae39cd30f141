"""Files on their way: what is still to come, on what terms, and the person's wishes about it, kept over a restart."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer_app.domain.files_coming import FilesComing, Wishes
from reviewer_app.domain.readiness import RESERVE
from reviewer_app.exchange.terms import Disk, FetchControl
from reviewer_app.store.coming import keep_wishes, kept_wishes, lacks_files, told_of
from reviewer_app.workflows.desk import Desk

if TYPE_CHECKING:
    from reviewer_app.exchange.choosing import Wanted


def terms_of(desk: Desk) -> FetchControl:
    """The desk's terms, with what was kept of them before a restart."""
    kept = _kept(desk)
    desk.fetching.change(paused=bool(kept.get("paused")), agreed=frozenset(kept.get("agreed", ())))
    return desk.fetching


def disk_of(desk: Desk) -> Disk:
    """The disk that holds the store."""
    return Disk(lambda: shutil.disk_usage(desk.home.root).free, desk.store.blobs.parts, RESERVE)


def wish(desk: Desk, wishes: Wishes) -> None:
    """Put a person's settings into force; a round under way follows them."""
    desk.fetching.change(
        limit=wishes.limit_kb * 1000,
        ask_over=wishes.ask_over_mb * 1_000_000,
        metered=wishes.metered,
        work_only=wishes.work_only,
    )


def give_way(desk: Desk) -> None:
    """End the files of a round under way; they go on with the next one, after what was just decided."""
    desk.fetching.give_way()


def pause(desk: Desk, paused: bool) -> None:
    """Hold files up, or let them come again; decisions go all the same, and a restart changes nothing about it."""
    desk.fetching.change(paused=paused)
    _keep(desk, {**_kept(desk), "paused": paused})


def agree(desk: Desk) -> int:
    """Let the files come that wait for the line's cost or for their size; how many."""
    from reviewer_app.exchange.choosing import Why, choose  # not for the first paint

    control = terms_of(desk)
    wanted = _wanted(desk)
    free = disk_of(desk).free()
    choice = choose(wanted, control.terms, free, RESERVE, _near(control))
    asked = {sha256 for sha256, why in choice.waits.items() if why in (Why.METERED, Why.ASKS)}
    # Those that came meanwhile are forgotten, so that the list does not grow for ever.
    agreed = (control.terms.agreed & {each.sha256 for each in wanted}) | asked
    control.change(agreed=agreed)
    _keep(desk, {**_kept(desk), "agreed": sorted(agreed)})
    return len(asked)


def look_in(desk: Desk, folder: Path) -> None:
    """Let files come out of the bundles in this folder, before the hub is asked."""
    from reviewer_app.exchange.bundle_source import BundleFiles  # as above
    from reviewer_app.workflows.importing import bundles_in

    desk.fetching.add_source(BundleFiles(f"the folder “{folder.name}”", bundles_in([folder])))


def opened(desk: Desk, submission: str) -> bool:
    """A submission was opened: its files come first from now on; whether any is missing."""
    desk.fetching.change(first=submission)
    return lacks_files(desk.store, submission)


def files_coming(desk: Desk) -> FilesComing:
    """What is still to come, and what it waits for."""
    from reviewer_app.exchange.choosing import Why, choose  # as above

    control, disk = terms_of(desk), disk_of(desk)
    wanted, free = _wanted(desk), disk.free()
    choice = choose(wanted, control.terms, free, disk.reserve, _near(control))
    waits: dict[str, int] = {}
    for why in choice.waits.values():
        waits[why.value] = waits.get(why.value, 0) + 1
    open_now = [each for each in wanted if each.submission == control.terms.first]
    first = next(iter(choice.take or open_now or wanted), None)
    alias, title, due = told_of(desk.store, first.submission) if first else ("", "", "")
    missing = {each.sha256 for each in wanted}
    return FilesComing(
        files=len(wanted),
        size=sum(each.size for each in wanted),
        here=sum(each.size - each.left for each in wanted),
        free=free,
        lacking=choice.lacking,
        where=str(desk.home.root),
        paused=control.terms.paused,
        work_only=control.terms.work_only,
        metered=control.terms.metered,
        next_alias=alias,
        next_title=title,
        next_due=date.fromisoformat(due[:10]) if due else None,
        waits=waits,
        asked_size=sum(each.size for each in wanted if choice.waits.get(each.sha256) is Why.ASKS),
        failed=tuple(
            dict.fromkeys(said for sha256, said in list(control.failed.items()) if sha256 in missing)
        ),
    )


def _wanted(desk: Desk) -> list[Wanted]:
    from reviewer_app.exchange.choosing import Wanted

    parts = desk.store.blobs.parts()
    return [Wanted(*each, parts.get(each[0], 0)) for each in desk.store.missing_blobs()]


def _near(control: FetchControl) -> Callable[[str], bool]:
    return lambda sha256: any(not each.far and each.has(sha256) for each in control.sources)


def _kept(desk: Desk) -> dict[str, Any]:
    text = kept_wishes(desk.store)
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}


def _keep(desk: Desk, facts: dict[str, Any]) -> None:
    keep_wishes(desk.store, json.dumps(facts))
