"""Which opener reads which kind of document as a paper or as slides."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reviewer_app.evidence.kinds import Kind
from reviewer_app.evidence.worker.document import Document
from reviewer_app.evidence.worker.docx import open_docx
from reviewer_app.evidence.worker.epub import open_epub
from reviewer_app.evidence.worker.mail import open_mail
from reviewer_app.evidence.worker.markup import open_html, open_markdown
from reviewer_app.evidence.worker.odf import open_odt
from reviewer_app.evidence.worker.rtf import open_rtf
from reviewer_app.evidence.worker.slides import open_odp, open_pptx
from reviewer_app.evidence.worker.source import RemoteFile

PAPERS: Mapping[Kind, Callable[[RemoteFile], Document]] = {
    Kind.DOCX: open_docx,
    Kind.ODT: open_odt,
    Kind.RTF: open_rtf,
    Kind.MARKDOWN: open_markdown,
    Kind.HTML: open_html,
    Kind.EMAIL: open_mail,
    Kind.EPUB: open_epub,
    Kind.PPTX: open_pptx,
    Kind.ODP: open_odp,
}
