"""What is said of names that were found, and where they stand in evidence."""

from __future__ import annotations

from reviewer_app.ui.review.views import Found, NamesView
from reviewer_app.ui.viewers.place import Place, Shown
from reviewer_app.ui.words import count_words

TEXT = "text"
_WORDS = {
    "file-name": "File name",
    "title": "Title",
    "author": "Author",
    "last-editor": "Last edited by",
    "commenter": "Comment by",
    "changed-by": "Change by",
    "owner": "Owner",
    "copyright": "Copyright",
    "sender": "Sender",
    "manager": "Manager",
    "company": "Organisation",
    "subject": "Description",
    "device": "Device",
    "location": "Place it was made",
}
_MARKS_MOST = 500
NAME_TAG = "name?"


def called(found: Found) -> str:
    """What a masked thing is called."""
    return _WORDS.get(found.field or found.kind, "Name")


def foot_words(view: NamesView) -> str:
    """What was found, in one line; empty where nothing was."""
    masked = sum(each.kind != TEXT for each in view.findings)
    possible = sum(each.kind == TEXT for each in view.findings)
    said = []
    if masked:
        said.append(f"{count_words(masked, 'name', 'names')} masked")
    if possible:
        said.append(f"{count_words(possible, 'possible name', 'possible names')} in text")
    return " · ".join(said)


def foot_button(view: NamesView) -> str:
    """The button under the list of evidence, which is narrow."""
    return f"{count_words(len(view.findings), 'name', 'names')} found…" if view.findings else ""


def place_of_name(found: Found) -> Place:
    """Where a possible name stands."""
    return Place(found.slice + 1, None, found.found, found.start, found.start + found.length)


def name_marks(view: NamesView, evidence: str) -> tuple[Shown, ...]:
    """The possible names in the words of one item, as viewers draw them beside the citations."""
    hits = [each for each in view.findings if each.kind == TEXT and each.evidence == evidence]
    return tuple(
        Shown(f"name:{number}", NAME_TAG, place_of_name(each), said="This may be a name.")
        for number, each in enumerate(hits[:_MARKS_MOST])
    )
