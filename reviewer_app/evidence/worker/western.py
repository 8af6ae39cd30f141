"""Telling old western text by its letters: a guesser takes French for Polish, which has the same bytes for others."""

from __future__ import annotations

import re

_ENCODINGS = ("cp1252", "mac_roman")
_LETTERS = (
    "àâæçéèêëîïôœùûüÿ",  # French
    "áéíñóúüçªº",  # Spanish
    "äöüßéà",  # German
    "áâãàçéêíóôõúüªº",  # Portuguese
    "àèéìíîòóùú",  # Italian
    "åäöøæéü",  # Swedish, Norwegian, Danish, Finnish
    "áæðéíóöúýþ",  # Icelandic
    "ëïéèöüáó",  # Dutch
)
_LANGUAGES = tuple(frozenset(each + each.upper().replace("SS", "")) for each in _LETTERS)
_SIGNS = frozenset("¿¡«»‘’“”‚„–—…•€£©®™°·§½¼¾²³×±\u00a0")
_NONSENSE = re.compile(r"[a-zß-ÿ][À-Þ]|\w[‚„¿¡]\w")
"""A capital after a small letter, an opening mark inside a word: the bytes meant something else."""

_PLAIN_SHARE = 2


def western(sample: bytes) -> str:
    """The encoding in which every letter beyond ASCII belongs to one western language; empty when there is none.

    Letters beyond ASCII must be the few among many, as they are in these languages: else any bytes would do.
    """
    beyond = sum(1 for byte in sample if byte > 0x7F)
    plain = sum(1 for byte in sample if 0x41 <= byte & 0xDF <= 0x5A and byte < 0x80)
    if not beyond or plain < beyond * _PLAIN_SHARE:
        return ""
    for encoding in _ENCODINGS:
        text = sample.decode(encoding, "replace")
        found = {letter for letter in text if letter > "\x7f"} - _SIGNS
        if any(found <= letters for letters in _LANGUAGES) and not _NONSENSE.search(text):
            return encoding
    return ""
