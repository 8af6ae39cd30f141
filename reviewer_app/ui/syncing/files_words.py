"""What is said about files on their way: one headline, what comes next, and what they wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer_app.exchange.terms import FETCHING
from reviewer_app.ui.syncing.status import Phase, Status
from reviewer_app.ui.words import count_words, day_words, size_words

if TYPE_CHECKING:
    from reviewer_app.domain.files_coming import FilesComing

STILL_GO = "Decisions and new work go all the same."


def headline(coming: FilesComing, status: Status) -> tuple[str, str, str]:
    """The phrase, its tone and its icon."""
    if not coming.files:
        return "All files are here", "ok", "here"
    what = f"{count_words(coming.files, 'file', 'files')} · {size_words(coming.size - coming.here)}"
    if coming.paused:
        return f"Paused: {what} to come", "warn", "pause"
    if coming.work_only:
        return f"Work only: {what} to come another way", "warn", "pause"
    if status.phase is Phase.SENDING and status.doing == FETCHING:
        return f"{what} to come", "accent", "fetching"
    if status.partner is None:
        return f"{what} to come, from a hub or a stick", "muted", "fetching"
    if not coming.coming:
        return f"{what} to come, and all wait", "warn", "waiting"
    if status.phase is Phase.OFFLINE:
        return f"{what} to come once there is a connection", "warn", "offline"
    return f"{what} to come", "muted", "fetching"


def next_words(coming: FilesComing) -> str:
    """Whose files come next, and when they are due."""
    if not coming.files or not coming.next_alias:
        return ""
    due = f", due {day_words(coming.next_due)}" if coming.next_due else ""
    return f"Next: {coming.next_alias} · {coming.next_title}{due}"


def reasons(coming: FilesComing) -> tuple[str, ...]:
    """Why files wait and what would help, a sentence each; the most pressing first."""
    said = []
    if coming.lacking:
        said.append(
            f"The disk has too little room: {size_words(coming.lacking)} more are needed at {coming.where}. "
            f"{size_words(coming.free)} are free, of which some stay free for your work. What fits comes first."
        )
    if coming.paused:
        said.append(f"Files wait until you resume them. {STILL_GO}")
    elif coming.work_only:
        said.append(f"Files come by stick, or when “Work only” is off again. {STILL_GO}")
    if number := coming.waits.get("metered", 0):
        said.append(
            f"{count_words(number, 'file waits', 'files wait')}, because this line costs money. {STILL_GO}"
        )
    if number := coming.waits.get("asks", 0):
        said.append(
            f"{count_words(number, 'large file waits', 'large files wait')} for you, together "
            f"{size_words(coming.asked_size)}."
        )
    return tuple(said)


def row_note(coming: FilesComing) -> str:
    """Why files wait, in a word or two beside a count of them; "" where nothing holds them up."""
    if coming.paused:
        return "paused"
    if coming.work_only:
        return "work only"
    if coming.metered and coming.waits.get("metered"):
        return "metered"
    return "disk full" if coming.lacking and not coming.coming else ""


def room_words(coming: FilesComing) -> str:
    """The disk's side of it."""
    return f"{size_words(coming.free)} free on this disk"
