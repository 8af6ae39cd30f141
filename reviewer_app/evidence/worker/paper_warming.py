"""One small document of every kind, read once before the doors close, so that nothing is loaded late."""

from __future__ import annotations

import io
import zipfile

from reviewer_app.evidence.kinds import Kind
from reviewer_app.evidence.worker.papers import PAPERS
from reviewer_app.evidence.worker.source import held_file

_MAIL = (
    b"From: =?utf-8?q?A=C3=A4?= <a@b.c>\nTo: d@e.f\nDate: Mon, 2 Mar 2026 10:00:00 +0100\nSubject: =?utf-8?b?w6Q=?=\n"
    b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/html; charset="utf-8"\n'
    b"Content-Transfer-Encoding: quoted-printable\n\n<p>a=C3=A4</p>\n--x\nContent-Type: text/plain;\n"
    b" name*=utf-8''%C3%A4\n"
    b"Content-Transfer-Encoding: base64\nContent-Disposition: attachment\n\nYQ==\n--x--\n"
)
_SAMPLES = {
    Kind.RTF: rb"{\rtf1\ansi\ansicpg1252 a\'e4\u228?\par}",
    Kind.MARKDOWN: b"# A\n\n- *b* `c` ~~d~~\n\n|a|b|\n|-|-|\n|1|2|\n\n```\nx\n```\n[a](http://b.c) &auml;\n",
    Kind.HTML: b"<title>t</title><p>a<img src='data:image/png;base64,AA=='><a href='http://b.c'>b</a></p>",
    Kind.EMAIL: _MAIL,
}
_PACKED: dict[Kind, dict[str, str]] = {
    Kind.DOCX: {"word/document.xml": "<document><body><p><r><t>a</t></r></p></body></document>"},
    Kind.ODT: {"content.xml": "<a><text><p>a</p></text></a>"},
}


def warm_papers() -> None:
    """Read them all, as evidence would be."""
    samples = dict(_SAMPLES)
    for kind, members in _PACKED.items():
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
            for name, words in members.items():
                made.writestr(name, words)
        samples[kind] = buffer.getvalue()
    for kind, data in samples.items():
        document = PAPERS[kind](held_file(data))
        document.text(0)
        document.part("html", 0, 0, 0)
        document.outline()
