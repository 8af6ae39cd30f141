"""What a change follows, given what its author had on the screen: news that arrived meanwhile were not answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from reviewer_app.domain.records import Record


def follows(
    ends: Iterable[str], shown: Collection[str], records: Mapping[str, Record], device: str
) -> tuple[str, tuple[str, ...]] | None:
    """The record that a new change of a slot supersedes, and the other versions it settles.

    ``ends`` are the records that stand in the slot, the one that shows first; ``shown`` those that were on the screen
    when the person began, which what ``device`` itself said since only continues. Where another device has gone on
    from what was shown, the change follows what was shown, so that both stand. None where nothing of it is known any
    more, as after an undo: the change then follows what stands.
    """
    whole: list[str] = []
    before: str | None = None
    for end in ends:
        known, last = _back_to(end, shown, records, device)
        if known and last == end:
            whole.append(end)
        elif known and before is None:
            before = last
    if whole:
        return whole[0], tuple(whole[1:])
    if before is not None:
        return before, ()
    return ("", ()) if not shown else None


def _back_to(
    end: str, shown: Collection[str], records: Mapping[str, Record], device: str
) -> tuple[bool, str]:
    """Whether a record goes back to what was shown, and the last of the way that the person knows."""
    trail: list[str] = []
    at = end
    while at and at not in shown and at not in trail and at in records:
        trail.append(at)
        at = records[at].supersedes
    if at not in shown and not (at == "" and not shown):
        return False, ""
    last = at
    for each in reversed(trail):
        if records[each].device != device:
            return True, last
        last = each
    return True, last
