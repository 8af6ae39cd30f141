"""What can be done about citations, as actions of the room."""

from __future__ import annotations

from reviewer_app.ui.commands.command import Only
from reviewer_app.ui.review.act import Act
from reviewer_app.ui.review.conditions import OPEN, citable
from reviewer_app.ui.viewers.viewer import Can

CITE_OTHER = Act(
    "cite-other",
    "Judging",
    "Cite for another criterion…",
    "quote",
    ("Shift+C",),
    lambda room: room.cite_for_other(),
    citable(Can.CITE, "Nothing that is shown can be cited now."),
)
CITATIONS = Act(
    "citations",
    "Judging",
    "List of citations",
    "list",
    ("Q",),
    lambda room: room.list_citations(),
)
CITING: tuple[Act, ...] = (
    Act(
        "cite",
        "Judging",
        "Cite for this criterion",
        "quote",
        ("C",),
        lambda room: room.cite(),
        citable(Can.CITE, "Nothing that is shown can be cited now."),
    ),
    CITE_OTHER,
    Act(
        "mark-region",
        "Judging",
        "Mark a region to cite",
        "square-dashed",
        ("M",),
        lambda room: room.mark_region(),
        citable(Can.REGION, "What is shown has no regions to mark."),
    ),
    CITATIONS,
    Act(
        "bring-over",
        "Judging",
        "Bring over citations of the earlier attempt",
        "history",
        ("Ctrl+Shift+B",),
        lambda room: room.bring_over(),
        Only(lambda room: room.has_offer(), "There is no earlier attempt with citations to bring over."),
    ),
    Act(
        "export-citations",
        "Judging",
        "Export citations…",
        "save",
        ("Ctrl+Shift+E",),
        lambda room: room.export_citations(),
        Only(lambda room: room.has_citations(), "Nothing is cited yet."),
    ),
    Act(
        "import-citations",
        "Judging",
        "Import citations…",
        "import-file",
        ("Ctrl+Shift+I",),
        lambda room: room.import_citations(),
        OPEN,
    ),
    Act(
        "marked-copy",
        "Evidence",
        "Save a marked copy…",
        "save",
        ("Ctrl+Shift+S",),
        lambda room: room.save_marked_copy(),
        Only(lambda room: room.has_marks(), "Nothing is cited in what is shown."),
    ),
)
