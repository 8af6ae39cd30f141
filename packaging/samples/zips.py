"""Office files are zips that note when they were written; here they are packed again so that bytes repeat."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

EPOCH = (2026, 10, 1, 12, 0, 0)
_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def settled(office: bytes) -> bytes:
    """The same office file with fixed dates, without a thumbnail's or program's trace of when it was made."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(office)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "docProps/core.xml":
                data = _MOMENT.sub(rb"\g<1>2026-10-01T12:00:00Z\g<3>", data)
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            after.writestr(entry, data, compresslevel=9)
    return out.getvalue()
