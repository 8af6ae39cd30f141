"""Spoils evidence in every way files get spoiled, opens it, and keeps what kills or hangs a worker; also a command.

`python -m tests.evidence.mutating --rounds 5000` opens so many; `--replay FILE` opens one here, to see it fail.
"""

from __future__ import annotations

import argparse
import io
import random
import struct
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reviewer_app.evidence import BytesSource, WorkerPool
from reviewer_app.evidence.trial import Trial, put_to_trial
from reviewer_app.evidence.worker.document import Refused
from reviewer_app.evidence.worker.openers import kind_of, open_document
from reviewer_app.evidence.worker.source import RemoteFile
from tests.corpus import SHARED_CORPUS
from tests.evidence.seeds import SEEDS

KEPT = Path("build") / "spoiled"
_LARGEST = 300_000
_ODD = (0, 1, 0x7F, 0x80, 0xFF, 0xFFFF, 0x7FFF, 0x8000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 1 << 62)
_TOKENS = (
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xf0\x9f\x92\xa9",
        b"\r\n\r\n",
        b"\t",
        b'"',
        b"'",
        b"%",
        b"\\",
    ),
    *(
        b"<",
        b">",
        b"</",
        b"&#0;",
        b"&#xD800;",
        b"]]>",
        b"<!--",
        b"<![CDATA[",
        b"<a>" * 500,
        b"../../",
        b"\\'",
    ),
    *(b"<<", b">>", b"[" * 500, b"(" * 500, b"{" * 500, b"obj", b"stream\n", b"endstream"),
    *(b"-1", b"1e999", b"99999999999999999999", b"nan"),
)
_ENDINGS = (
    *("pdf", "png", "txt", "csv", "md", "html", "docx", "eml", "svg", "xlsx", "json", "mp4"),
    *("exe", "", "…", "x" * 40),
)

Harm = Callable[[random.Random, bytes], bytes]


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _behead(chance: random.Random, data: bytes) -> bytes:
    return data[chance.randrange(min(len(data), 600) + 1) :]


def _flip(chance: random.Random, data: bytes) -> bytes:
    spoiled = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 10, 60))):
        spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
    return bytes(spoiled)


def _number(chance: random.Random, data: bytes) -> bytes:
    form = chance.choice(("<B", "<H", ">H", "<I", ">I", "<Q", ">Q"))
    size = struct.calcsize(form)
    at = chance.randrange(max(1, len(data) - size))
    odd = chance.choice(_ODD) & ((1 << 8 * size) - 1)
    return data[:at] + struct.pack(form, odd) + data[at + size :]


def _token(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_TOKENS) + data[at + chance.choice((0, 0, 1, 8)) :]


def _span(chance: random.Random, data: bytes) -> tuple[int, int]:
    at = chance.randrange(len(data))
    return at, min(len(data), at + 1 + chance.randrange(chance.choice((8, 80, 4000))))


def _drop(chance: random.Random, data: bytes) -> bytes:
    start, stop = _span(chance, data)
    return data[:start] + data[stop:]


def _repeat(chance: random.Random, data: bytes) -> bytes:
    start, stop = _span(chance, data)
    times = min(chance.choice((2, 10, 1000)), 1 + _LARGEST // (stop - start))
    return data[:stop] + data[start:stop] * times + data[stop:]


def _move(chance: random.Random, data: bytes) -> bytes:
    start, stop = _span(chance, data)
    at = chance.randrange(len(data))
    rest = data[:start] + data[stop:]
    return rest[:at] + data[start:stop] + rest[at:]


def _blank(chance: random.Random, data: bytes) -> bytes:
    start, stop = _span(chance, data)
    return data[:start] + chance.choice((b"\x00", b"\xff", b" ")) * (stop - start) + data[stop:]


def _digits(chance: random.Random, data: bytes) -> bytes:
    places = [at for at, byte in enumerate(data[:20_000]) if 48 <= byte <= 57]
    if not places:
        return _flip(chance, data)
    at = chance.choice(places)
    return data[:at] + chance.choice((b"0", b"-1", b"9999999999", b"4294967295", b"0.00001")) + data[at + 1 :]


PLAIN: tuple[Harm, ...] = (
    _cut,
    _behead,
    _flip,
    _flip,
    _number,
    _token,
    _token,
    _drop,
    _repeat,
    _move,
    _blank,
    _digits,
)


def _member(name: str) -> zipfile.ZipInfo:
    """A member of no certain time, so that the same number makes the same bytes."""
    told = zipfile.ZipInfo(name)
    told.compress_type = zipfile.ZIP_DEFLATED
    return told


def _inside(chance: random.Random, data: bytes) -> bytes:
    """Spoil one member of a zip and pack it again, so that the harm gets past the checksums."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        wanted, way = chance.choice(names), chance.randrange(10)
        for name in names:
            inside = old.read(name)
            if name != wanted:
                new.writestr(_member(name), inside)
            elif way > 1:
                for _ in range(chance.choice((1, 1, 3))):
                    inside = chance.choice(PLAIN)(chance, inside or b"\x00")
                new.writestr(_member(name), inside)
            elif way == 1:
                other = chance.choice(("../" + name, "/" + name, name.upper(), name + "/"))
                new.writestr(_member(other), inside)
    return buffer.getvalue()


@dataclass(frozen=True)
class Spoiled:
    """One spoiled file, and its number, from which it can be made again."""

    number: int
    sample: str
    name: str
    data: bytes


def spoil(number: int, name: str, data: bytes, others: list[bytes]) -> Spoiled:
    """Spoil a sample in the way that belongs to a number."""
    chance = random.Random(f"{number} {name}")
    ending, made = name.rpartition(".")[2], data
    if data[:2] == b"PK" and zipfile.is_zipfile(io.BytesIO(data)) and chance.random() < 0.7:
        made = _inside(chance, data)
    else:
        for _ in range(chance.choice((1, 1, 1, 2, 5))):
            made = chance.choice(PLAIN)(chance, made or b"\x00")
    if chance.random() < 0.1:
        made = chance.choice(
            (made + chance.choice(others), chance.choice(others)[:2000] + made, b"\n" * 9 + made)
        )
    if chance.random() < 0.15:
        ending = chance.choice(_ENDINGS)
    return Spoiled(number, name, f"{number}.{ending}", made[: 2 * _LARGEST])


def samples() -> dict[str, bytes]:
    """The samples to spoil: those made on the spot and, where it is there, the small files of the shared corpus."""
    found = {f"made.{ending}": make() for ending, make in SEEDS.items()}
    for path in sorted((SHARED_CORPUS / "evidence").rglob("*")):
        if path.is_file() and 0 < path.stat().st_size <= _LARGEST:
            found[path.name] = path.read_bytes()
    return found


def rounds(found: dict[str, bytes], first: int, count: int) -> Iterator[Spoiled]:
    """So many spoiled files, the samples taking turns."""
    names, others = list(found), list(found.values())
    for number in range(first, first + count):
        name = names[number % len(names)]
        yield spoil(number, name, found[name], others)


def lethal(trial: Trial) -> bool:
    """Whether a worker died of it."""
    return trial.deaths > 0


def _replay(path: Path) -> int:
    """Open one file in this process, with no cage around it, so that what goes wrong can be seen."""
    data = path.read_bytes()
    source = RemoteFile(len(data), lambda offset, length: data[offset : offset + length])
    kind = kind_of(source, path.suffix[1:]).kind
    print(kind)
    try:
        document = open_document(kind, source, "", ())
        told = document.summary()
        print(told)
        for number in range(min(50, max(told.pages, told.slices))):
            print(len(document.text(number)[0]))
    except Refused as refused:
        print("refused:", refused.why)
    return 0


def main(words: list[str]) -> int:
    """Open so many spoiled files; 1 when a worker died of any, which are then kept in build/spoiled."""
    parser = argparse.ArgumentParser(prog="python -m tests.evidence.mutating")
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", default="", help="only samples whose name ends so")
    parser.add_argument("--replay", type=Path)
    told = parser.parse_args(words)
    if told.replay:
        return _replay(told.replay)
    found = {name: data for name, data in samples().items() if name.endswith(told.only)}
    came: Counter[str] = Counter()
    with WorkerPool() as pool:
        for each in rounds(found, told.first, told.rounds):
            trial = put_to_trial(pool, BytesSource(each.data), each.name)
            came[trial.code or trial.outcome] += 1
            if lethal(trial) or not trial.passed:
                KEPT.mkdir(parents=True, exist_ok=True)
                (KEPT / each.name).write_bytes(each.data)
                print(
                    f"{trial.code} {trial.answered:.1f} s: {KEPT / each.name} from {each.sample}", flush=True
                )
    print(dict(came))
    return int(any(came[code] for code in ("worker-crashed", "worker-hung")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
