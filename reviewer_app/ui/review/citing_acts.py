"""What can be done about citations, as actions of the room."""

from __future__ import annotations

from reviewer_app.ui.review.act import Act
from reviewer_app.ui.viewers.viewer import Can

CITING: tuple[Act, ...] = (
    Act(
        "cite",
        "Judging",
        "Cite for this criterion",
        "quote",
        ("C",),
        lambda room: room.cite(),
        lambda room: room.is_open() and room.can(Can.CITE),
    ),
    Act(
        "cite-other",
        "Judging",
        "Cite for another criterion…",
        "quote",
        ("Shift+C",),
        lambda room: room.cite_for_other(),
        lambda room: room.is_open() and room.can(Can.CITE),
    ),
    Act(
        "mark-region",
        "Judging",
        "Mark a region to cite",
        "square-dashed",
        ("M",),
        lambda room: room.mark_region(),
        lambda room: room.is_open() and room.can(Can.REGION),
    ),
    Act(
        "citations",
        "Judging",
        "List of citations",
        "list",
        ("Q",),
        lambda room: room.list_citations(),
    ),
    Act(
        "bring-over",
        "Judging",
        "Bring over citations of the earlier attempt",
        "history",
        ("Ctrl+Shift+B",),
        lambda room: room.bring_over(),
        lambda room: room.has_offer(),
    ),
    Act(
        "export-citations",
        "Judging",
        "Export citations…",
        "save",
        ("Ctrl+Shift+E",),
        lambda room: room.export_citations(),
        lambda room: room.has_citations(),
    ),
    Act(
        "import-citations",
        "Judging",
        "Import citations…",
        "import-file",
        ("Ctrl+Shift+I",),
        lambda room: room.import_citations(),
        lambda room: room.is_open(),
    ),
    Act(
        "marked-copy",
        "Evidence",
        "Save a marked copy…",
        "save",
        ("Ctrl+Shift+S",),
        lambda room: room.save_marked_copy(),
        lambda room: room.has_marks(),
    ),
)
