"""Every file of the corpus through the worker, beside a thin loader of the same libraries in this process."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pi_heif
import pypdfium2
import resvg_py
from PIL import Image, ImageFile, ImageOps

from bench.figures import Figure, median, paired
from reviewer_app.evidence import BytesSource, FileKind, Kind, WorkerPool, look, sniff
from reviewer_app.paths import resource

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "evidence"
FONTS = [str(each) for each in sorted(resource("fonts").glob("*.ttf"))]
ACROSS = 800
AIM = 1.3
_PICTURES = {
    *(
        Kind.JPEG,
        Kind.PNG,
        Kind.GIF,
        Kind.WEBP,
        Kind.TIFF,
        Kind.BMP,
        Kind.HEIC,
        Kind.AVIF,
        Kind.ICO,
        Kind.PSD,
    ),
    Kind.JPEG2000,
}


def figures(*, quick: bool = False) -> list[Figure]:
    """The whole corpus again and again; nothing when the corpus is not beside this checkout."""
    files = [(each.name, each.read_bytes()) for each in sorted(CORPUS.rglob("*")) if each.is_file()]
    known = [(name, data, kind) for name, data in files if _shown(kind := _kind(name, data))]
    if not known:
        print(f"Opening is left out: there is no {CORPUS.name} folder beside this checkout.")
        return []
    known = known[:6] if quick else known
    pi_heif.register_heif_opener()
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    with WorkerPool() as pool:

        def ours() -> float:
            begin = time.perf_counter()
            for name, data, _ in known:
                look(pool, BytesSource(data), name, ACROSS)
            return (time.perf_counter() - begin) * 1000

        def theirs() -> float:
            begin = time.perf_counter()
            for _, data, kind in known:
                _load(data, kind)
            return (time.perf_counter() - begin) * 1000

        mine, limit = paired(ours, theirs, 1 if quick else 7)
    words = "the same libraries in this process, unguarded"
    what = f"open and show {len(known)} files of the corpus"
    return [Figure(what, words, median(mine), median(limit), "ms", AIM)]


def _kind(name: str, data: bytes) -> FileKind:
    return sniff(data[:65536], len(data), name, lambda at, length: data[at : at + length])


def _shown(kind: FileKind) -> bool:
    return kind.shown and (kind.kind in _PICTURES or kind.kind in (Kind.PDF, Kind.SVG))


def _load(data: bytes, kind: FileKind) -> None:
    """The shortest way from bytes to pixels; what cannot be read costs what trying costs."""
    try:
        if kind.kind is Kind.PDF:
            document = pypdfium2.PdfDocument(data)
            page = document[0]
            page.render(scale=ACROSS / max(page.get_size())).to_pil().tobytes()
            document.close()
        elif kind.kind is Kind.SVG:
            picture = resvg_py.svg_to_bytes(
                svg_string=data.decode("utf-8"), width=ACROSS, skip_system_fonts=True, font_files=FONTS
            )
            Image.open(io.BytesIO(picture)).convert("RGBA").tobytes()
        else:
            image = Image.open(io.BytesIO(data))
            image.draft(None, (ACROSS, ACROSS))
            upright = ImageOps.exif_transpose(image)
            scale = ACROSS / max(upright.size)
            size = (max(1, round(upright.width * scale)), max(1, round(upright.height * scale)))
            upright.convert("RGBA").resize(size, Image.Resampling.HAMMING).tobytes()
    except Exception:  # noqa: BLE001 - the corpus holds broken files on purpose
        pass
