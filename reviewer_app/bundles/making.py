"""Making a bundle from a folder of real files with as little JSON as possible."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reviewer_app.bundles.documents import read_json
from reviewer_app.bundles.limits import Limits
from reviewer_app.bundles.names import made_by_system
from reviewer_app.bundles.safe_names import safe_name
from reviewer_app.bundles.writer import write_bundle
from reviewer_app.domain.errors import FileError
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.domain.reference import REFERENCE_FORMAT, wrapped
from reviewer_app.domain.rubric import MICROCREDENTIAL_FORMAT, rubric_hash
from reviewer_app.domain.signing import SigningKey
from reviewer_app.domain.submission import CALIBRATION, SUBMISSION_FORMAT

ACCESS_ENDINGS = (".pdf", ".txt", ".webp", ".vtt")


def make_from_folder(
    folder: Path,
    target: Path,
    key: SigningKey,
    created: str,
    *,
    as_zip: bool = True,
    replace: bool = False,
    names: Mapping[str, Any] | None = None,
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
) -> Path:
    """Make a bundle from a folder with ``microcredential.json``, ``submission.json`` and ``evidence/``.

    ``names`` is the salted list by which assessors' laptops find the earner's name (``domain.anonymity``).

    Only the micro-credential and, in submission.json, ``alias`` are needed; the rest is filled in as
    docs/bundle-format.md says; a ``reference.json`` makes it an anchor. A FileError says in words what is missing.
    """
    rubric = _read(folder, "microcredential.json")
    submission = _read(folder, "submission.json")
    if names is not None:
        submission["names"] = dict(names)
    rubric = {"format": MICROCREDENTIAL_FORMAT, "version": 1, **rubric}
    if (folder / "reference.json").exists():
        reference = {"format": REFERENCE_FORMAT, "version": 1, **_read(folder, "reference.json")}
        submission["reference"] = wrapped(reference)
        submission.setdefault("assignment", {"role": CALIBRATION, "round": 1, "due": None})
    evidence = _find(folder)
    items = _objects(submission.get("evidence", []), "“evidence” in submission.json")
    _add_unnamed(folder, items, evidence)
    files: dict[str, Path | bytes] = {}
    for number, item in enumerate(items, 1):
        _complete(folder, item, number, rubric, files)
    return write_bundle(
        target,
        _completed(submission, items, rubric, created),
        rubric,
        files,
        key,
        created,
        as_zip=as_zip,
        replace=replace,
        progress=progress,
        cancel=cancel,
    )


def _read(folder: Path, name: str) -> dict[str, Any]:
    try:
        return read_json((folder / name).read_bytes(), name, Limits())
    except OSError as problem:
        raise _input(f"“{name}” cannot be read in “{folder.name}”: {problem.strerror}.") from problem


def _find(folder: Path) -> list[Path]:
    """The files under evidence/, in order of their names; what systems make for themselves is passed over."""
    found = [each for each in (folder / "evidence").rglob("*") if each.is_file() or each.is_symlink()]
    if link := next((each for each in found if each.is_symlink()), None):
        raise _input(f"“{link.name}” is a link, not a file.")
    return sorted(each for each in found if not (each.name.startswith(".") or made_by_system(each.name)))


def _add_unnamed(folder: Path, items: list[dict[str, Any]], evidence: Iterable[Path]) -> None:
    named = {(folder / str(item.get("file") or "")).resolve() for item in items}
    new = [each for each in evidence if each.resolve() not in named]
    items.extend({"file": each.relative_to(folder).as_posix()} for each in new)


def _complete(
    folder: Path, item: dict[str, Any], number: int, rubric: Mapping[str, Any], files: dict[str, Path | bytes]
) -> None:
    """Fill one evidence item in and note the files it brings."""
    item.setdefault("id", f"e{number}")
    item["file"] = str(item.get("file") or "")
    item.setdefault("requirement", "")
    item.setdefault("url", "")
    if item["url"]:
        item.setdefault("title", item["url"])
        item.setdefault("part", _part(rubric, ""))
        for name in ("name", "media_type"):
            item.setdefault(name, "")
    else:
        source = folder / item["file"]
        if not item["file"] or not _is_within(folder, source):
            raise _input(f"Evidence item {number} names no file in the folder and no link.")
        within: tuple[str, ...] = ()
        if item["file"].startswith("evidence/"):
            within = source.relative_to(folder / "evidence").parts
        item.setdefault("part", _part(rubric, within[0] if len(within) > 1 else ""))
        item.setdefault("name", source.name)
        item.setdefault("title", source.stem.replace("_", " ").replace("-", " ").strip() or source.name)
        item.setdefault("media_type", mimetypes.guess_type(source.name)[0] or "")
        item["file"] = f"data/evidence/{number:02d}-{safe_name(source.name)}"
        files[item["file"]] = source
    item.setdefault("size", 0)
    item.setdefault("sha256", "")
    access = item.get("access", {})
    if not isinstance(access, dict | list):
        raise _input(f"“access” of evidence item {number} is not a list of files.")
    copies = [folder / str(each) for each in access] or _copies(folder, item)
    item["access"] = {}
    for path in copies:
        member = f"data/access/{number:02d}{path.suffix.lower()}"
        if path.suffix.lower() not in ACCESS_ENDINGS or not _is_within(folder, path) or member in files:
            raise _input(f"“{path.name}” cannot be an access copy of evidence item {number}.")
        files[member] = path
        item["access"][member] = ""


def _is_within(folder: Path, path: Path) -> bool:
    return path.is_file() and path.resolve().is_relative_to(folder.resolve())


def _copies(folder: Path, item: Mapping[str, Any]) -> list[Path]:
    """Access copies by name: access/lesson.docx.pdf goes with evidence/lesson.docx."""
    if not item["name"]:
        return []
    candidates = [folder / "access" / f"{item['name']}{ending}" for ending in ACCESS_ENDINGS]
    return [each for each in candidates if each.is_file()]


def _part(rubric: Mapping[str, Any], wanted: str) -> str:
    """The part a file belongs to: the one its folder names, else the one called Evidence, else the likeliest."""
    parts = _objects(rubric.get("parts"), "“parts” in microcredential.json")
    if not parts or not all(each.get("id") for each in parts):
        raise _input("microcredential.json needs parts, each with an “id”.")
    for each in parts:
        if wanted and wanted.casefold() in (str(each["id"]).casefold(), str(each.get("title")).casefold()):
            return str(each["id"])
    if wanted:
        raise _input(f"The folder evidence/{wanted} is not called like a part of the micro-credential.")
    by_title = [each for each in parts if str(each.get("title")).casefold() == "evidence"]
    asking = [each for each in parts if each.get("required_evidence")]
    return str([*by_title, *asking, *parts][0]["id"])


def _completed(
    given: Mapping[str, Any], items: list[dict[str, Any]], rubric: Mapping[str, Any], created: str
) -> dict[str, Any]:
    import uuid6  # only bundle making draws ids; reading one need not load it

    if not given.get("alias"):
        raise _input("submission.json needs an “alias”: the name by which assessors know the earner.")
    about = {"id": rubric.get("id"), "edition": rubric.get("edition"), "hash": rubric_hash(rubric)}
    about.update(_objects([given.get("microcredential", {})], "“microcredential” in submission.json")[0])
    _part(rubric, "")
    parts = [{"id": each["id"], "answers": []} for each in rubric["parts"]]
    return {
        "format": SUBMISSION_FORMAT,
        "version": 1,
        "id": str(uuid6.uuid7()),
        "attempt": 1,
        "previous": "",
        "earner": "",
        "submitted_at": created,
        "language": rubric.get("language", "en"),
        "note": "",
        "assignment": {"role": "assessor", "round": 1, "due": None},
        "parts": parts,
        **given,
        "microcredential": about,
        "evidence": items,
    }


def _objects(given: Any, what: str) -> list[dict[str, Any]]:
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise _input(f"{what} is not a list of objects.")
    return [dict(each) for each in given]


def _input(sentence: str) -> FileError:
    return FileError(
        "bundle-not-made",
        "The bundle was not made",
        sentence,
        "Nothing was written. Put it right and try again.",
    )
