"""A file written whole or not at all, where a person wanted it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reviewer_app.domain.errors import StoreError


def written(target: Path, content: bytes | Iterable[bytes]) -> Path:
    """Write a file beside its place and move it there when all of it is on the disk; half a file is never left."""
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as out:
            for piece in [content] if isinstance(content, bytes) else content:
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    except OSError as problem:
        part.unlink(missing_ok=True)
        raise StoreError(
            "not-written",
            "The file was not written",
            f"“{target.name}” could not be written ({problem.strerror}).",
            "Choose another folder, or free some space, and try again.",
        ) from problem
    except BaseException:  # stopped by the person too: half a file is never left
        part.unlink(missing_ok=True)
        raise
    return target


def written_json(target: Path, document: Mapping[str, Any]) -> Path:
    """The same for a document, indented for people to read."""
    return written(target, json.dumps(document, ensure_ascii=False, indent=1).encode())
