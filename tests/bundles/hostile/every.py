"""All hostile bundles, by name."""

from __future__ import annotations

from tests.bundles.hostile import bags, containers, documents, folders, names, seals
from tests.bundles.hostile.case import Case

CASES: dict[str, Case] = {
    f"{kind}: {each.name}": each
    for kind, module in (
        ("names", names.CASES),
        ("zips", containers.CASES),
        ("folders", folders.CASES),
        ("bags", bags.CASES),
        ("seals", seals.CASES),
        ("documents", documents.CASES),
    )
    for each in module
}
