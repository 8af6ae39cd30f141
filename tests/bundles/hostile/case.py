"""One hostile bundle: what it is, how it is made, and the rule and member its refusal must name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reviewer_app.bundles import Limits, Rule
from tests.bundles import raw_zips
from tests.bundles.drafts import Draft

DEFAULT = Limits()


@dataclass(frozen=True)
class Case:
    """``make`` puts the bundle into an empty folder and says where it is."""

    name: str
    rule: Rule
    member: str
    make: Callable[[Path], Path]
    limits: Limits = DEFAULT


def zipped(draft: Draft) -> Callable[[Path], Path]:
    """The draft as a zip in which only the draft is wrong."""
    return lambda folder: raw_zips.write(folder, raw_zips.build(raw_zips.entries_of(draft.members())))


def entries() -> list[raw_zips.Raw]:
    """The entries of a sound bundle."""
    return raw_zips.entries_of(Draft().members())


def entry(path: str) -> raw_zips.Raw:
    """A true entry for one member of a sound bundle."""
    return next(each for each in entries() if each.name == f"{raw_zips.BASE}/{path}".encode())


def with_entry(raw: raw_zips.Raw) -> Callable[[Path], Path]:
    """A sound zip with one entry more, or with the entry of this name replaced."""

    def make(folder: Path) -> Path:
        kept = [each for each in entries() if each.name != raw.name]
        return raw_zips.write(folder, raw_zips.build([*kept, raw]))

    return make
