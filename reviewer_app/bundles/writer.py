"""Writing a bundle: hashed while it is copied, signed, read back by our own reader, and only then given its name."""

from __future__ import annotations

import copy
import hashlib
import json
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reviewer_app import __version__
from reviewer_app.bundles.bagit import DECLARATION, FETCH, escaped
from reviewer_app.bundles.contents import MICROCREDENTIAL, SUBMISSION
from reviewer_app.bundles.limits import CHUNK, Limits
from reviewer_app.bundles.packers import FolderPacker, Packer, ZipPacker, sync_folder
from reviewer_app.bundles.profile import INFO, profile_identifier
from reviewer_app.bundles.reader import read_bundle
from reviewer_app.bundles.safe_names import safe_name
from reviewer_app.bundles.signature import SIGNATURE, signature_document
from reviewer_app.bundles.sink import ForgettingSink
from reviewer_app.domain.errors import BundleError, FileError
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.domain.rubric import rubric_hash
from reviewer_app.domain.signing import SigningKey
from reviewer_app.domain.submission import moment

MANIFEST, TAG_MANIFEST = "manifest-sha512.txt", "tagmanifest-sha512.txt"


@dataclass
class _Digest:
    """One payload file as it was written (or, for one that comes later, as it will be)."""

    sha512: str
    sha256: str
    size: int


@dataclass
class _Job:
    """What one writing knows."""

    submission: dict[str, Any]
    microcredential: dict[str, Any]
    files: Mapping[str, Path | bytes]
    later: Mapping[str, str]
    hub: str
    created: str
    key: SigningKey
    progress: ReportProgress
    cancel: CancelToken
    payload: dict[str, _Digest] = field(default_factory=dict)
    tags: dict[str, bytes] = field(default_factory=dict)
    done: int = 0
    total: int = 0


def write_bundle(
    target: Path,
    submission_doc: Mapping[str, Any],
    microcredential_doc: Mapping[str, Any],
    files: Mapping[str, Path | bytes],
    key: SigningKey,
    created: str,
    *,
    as_zip: bool = True,
    later: Mapping[str, str] | None = None,
    hub: str = "",
    replace: bool = False,
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
) -> Path:
    """Write a bundle to ``target``, which appears whole and durable or not at all; its path is given back.

    ``files`` maps member paths (``data/evidence/…``, ``data/access/…``) to content. Size and SHA-256 of evidence
    and access copies, and the rubric's hash, are filled in where the document leaves them out, and a
    BundleError where it gives others. ``later`` maps members of ``files`` that stay out of the bundle to their https
    address at ``hub``. ``created`` is an RFC 3339 moment. A FileError says what of the input cannot be used.
    """
    job = _Job(
        copy.deepcopy(dict(submission_doc)),
        copy.deepcopy(dict(microcredential_doc)),
        files,
        later or {},
        hub,
        created,
        key,
        progress,
        cancel or CancelToken(),
    )
    if target.exists() and not (replace and target.is_file()):
        raise FileError(
            "bundle-target",
            "The bundle was not made",
            f"“{target.name}” is already there.",
            "Choose another name, or move what is there away.",
        )
    staged = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        packer: Packer = FolderPacker(staged) if not as_zip else _zip_packer(staged, target, created)
        try:
            _write(job, packer)
        except BaseException:  # stopped by the person too: no half bundle is left
            packer.abandon()
            raise
        packer.close()
        read_bundle(staged, ForgettingSink(), progress=progress, cancel=job.cancel)
        staged.replace(target)
        sync_folder(target.parent)
    except OSError as problem:
        raise _not_made(f"It cannot be written: {problem.strerror or 'the system refused'}.") from problem
    finally:
        _remove(staged)
    return target


def _zip_packer(staged: Path, target: Path, created: str) -> ZipPacker:
    base = safe_name(target.name.removesuffix(".reviewbundle").removesuffix(".zip"), 80) or "bundle"
    return ZipPacker(staged, base, moment(created), Limits())


def _remove(staged: Path) -> None:
    if staged.is_dir():
        shutil.rmtree(staged)
    else:
        staged.unlink(missing_ok=True)


def _write(job: _Job, packer: Packer) -> None:
    job.total = sum(_size(path, content) for path, content in job.files.items())
    for path in job.files:
        _payload_file(job, packer, path)
    _fill(job)
    _payload_json(job, packer, MICROCREDENTIAL, job.microcredential)
    _payload_json(job, packer, SUBMISSION, job.submission)
    sizes = [each.size for each in job.payload.values()]
    info = {
        "BagIt-Profile-Identifier": profile_identifier(),
        "Bag-Software-Agent": f"Reviewer {__version__}",
        "Bagging-Date": job.created[:10],
        "Reviewer-Created": job.created,
        "External-Identifier": str(job.submission.get("id", "")),
        "Payload-Oxum": f"{sum(sizes)}.{len(sizes)}",
    }
    if job.hub:
        info["Reviewer-Hub"] = job.hub
    _tag(job, packer, DECLARATION, "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    _tag(job, packer, INFO, "".join(f"{label}: {value}\n" for label, value in info.items()))
    if job.later:
        fetch = [
            f"{url} {job.payload[path].size} {escaped(path)}\n" for path, url in sorted(job.later.items())
        ]
        _tag(job, packer, FETCH, "".join(fetch))
    lines = [f"{each.sha512}  {escaped(path)}\n" for path, each in sorted(job.payload.items())]
    _tag(job, packer, MANIFEST, "".join(lines))
    vouched = [f"{hashlib.sha512(data).hexdigest()}  {path}\n" for path, data in sorted(job.tags.items())]
    _tag(job, packer, TAG_MANIFEST, "".join(vouched))
    signature = signature_document(TAG_MANIFEST, job.tags[TAG_MANIFEST], job.key)
    _tag(job, packer, SIGNATURE, _pretty(signature).decode())


def _tag(job: _Job, packer: Packer, path: str, text: str) -> None:
    data = text.encode()
    job.tags[path] = data
    packer.add(path, len(data), [data])


def _payload_json(job: _Job, packer: Packer, path: str, document: Mapping[str, Any]) -> None:
    data = _pretty(document)
    job.payload[path] = _Digest(hashlib.sha512(data).hexdigest(), hashlib.sha256(data).hexdigest(), len(data))
    packer.add(path, len(data), [data])


def _pretty(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _payload_file(job: _Job, packer: Packer, path: str) -> None:
    size = _size(path, job.files[path])
    sha512, sha256 = hashlib.sha512(), hashlib.sha256()
    seen = 0

    def hashed() -> Iterator[bytes]:
        nonlocal seen
        for chunk in _chunks(path, job.files[path]):
            job.cancel.check()
            sha512.update(chunk)
            sha256.update(chunk)
            seen += len(chunk)
            if seen > size:
                break
            job.done += len(chunk)
            job.progress(job.done, job.total, f"Packing file {len(job.payload) + 1} of {len(job.files)}")
            yield chunk

    if path in job.later:
        for _ in hashed():
            pass
    else:
        packer.add(path, size, hashed())
    if seen != size:
        raise _not_made(f"“{path}” was changed while it was read.")
    job.payload[path] = _Digest(sha512.hexdigest(), sha256.hexdigest(), size)


def _chunks(path: str, content: Path | bytes) -> Iterator[bytes]:
    if isinstance(content, bytes):
        if content:
            yield content
        return
    try:
        with content.open("rb", buffering=0) as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except OSError as problem:
        raise _not_made(f"“{content.name}” cannot be read: {problem.strerror}.") from problem


def _size(path: str, content: Path | bytes) -> int:
    if isinstance(content, bytes):
        return len(content)
    if not content.is_file():
        raise _not_made(f"The file for “{path}” is not there.")
    return content.stat().st_size


def _fill(job: _Job) -> None:
    """Put sizes, digests and the rubric's hash where the documents leave them out."""
    about = job.submission.setdefault("microcredential", {})
    if not about.get("hash"):
        about["hash"] = rubric_hash(job.microcredential)
    for item in job.submission.get("evidence", ()):
        path = item.get("file", "")
        if path:
            found = _written(job, path)
            item["size"] = _agreed(path, "size", item.get("size") or 0, found.size)
            item["sha256"] = _agreed(path, "SHA-256", item.get("sha256") or "", found.sha256)
        access = item.get("access", {})
        for copy_path in access:
            access[copy_path] = _agreed(
                copy_path, "SHA-256", access[copy_path] or "", _written(job, copy_path).sha256
            )


def _written(job: _Job, path: str) -> _Digest:
    if path not in job.payload:
        raise _not_made(f"submission.json names “{path}”, but no such file was given.")
    return job.payload[path]


def _agreed(path: str, what: str, said: Any, found: Any) -> Any:
    if said and said != found:
        raise BundleError(
            "evidence-size" if what == "size" else "evidence-hash",
            path,
            f"submission.json gives another {what} than the file has.",
            "Leave size and sha256 out, and they will be filled in.",
        )
    return found


def _not_made(sentence: str) -> FileError:
    return FileError(
        "bundle-not-made",
        "The bundle was not made",
        sentence,
        "Nothing was written. Put it right and try again.",
    )
