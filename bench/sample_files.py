"""Kinds of files educators send that the corpus has none of: mail, web pages, rich text, text tables and archives."""

from __future__ import annotations

import io
import random
import tarfile
import zipfile
from email.message import EmailMessage

from bench.sample_papers import WORDS


def sample_files() -> list[tuple[str, bytes]]:
    """Name and bytes of each; always the same."""
    chance = random.Random(11)

    def said(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count))

    lines = [said(60) for _ in range(40)]
    rows = "\n".join(f"{number},{said(3)},{chance.random():.3f},{said(2)}" for number in range(600))
    table = "".join(f"<tr><td>{each}</td><td>{said(4)}</td></tr>" for each in range(30))
    page = (
        f"<html><head><title>Notes</title></head><body><h1>Notes</h1>{''.join(f'<p>{x}</p>' for x in lines)}"
    )
    web = f"{page}<table>{table}</table></body></html>"
    rich = r"{\rtf1\ansi " + r"\par ".join(lines) + "}"
    members = [(f"week {number}/notes {number}.txt", said(200).encode()) for number in range(60)]
    return [
        ("letter.eml", _mail(web, lines, chance)),
        ("page.html", web.encode()),
        ("notes.md", "\n\n".join(["# Notes", *lines, "- one\n- two", "|a|b|\n|-|-|\n|1|2|"]).encode()),
        ("notes.rtf", rich.encode()),
        ("notes.txt", "\n".join(lines).encode()),
        ("old.txt", "\n".join(f"{each} déjà vu, naïve façade" for each in lines).encode("cp1252")),
        ("scores.csv", f"number,who,share,what\n{rows}\n".encode()),
        ("weeks.zip", _zipped(members)),
        ("weeks.tar.gz", _tarred(members)),
    ]


def _mail(web: str, lines: list[str], chance: random.Random) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "a@school.example", "b@school.example"
    message["Date"], message["Subject"] = "Mon, 2 Mar 2026 10:00:00 +0100", "What the class said"
    message.set_content("\n".join(lines))
    message.add_alternative(web, subtype="html")
    message.add_attachment(chance.randbytes(200_000), maintype="image", subtype="jpeg", filename="board.jpg")
    return message.as_bytes()


def _zipped(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members:
            made.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def _tarred(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as made:
        for name, data in members:
            told = tarfile.TarInfo(name)
            told.size = len(data)
            made.addfile(told, io.BytesIO(data))
    return out.getvalue()
