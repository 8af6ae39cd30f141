"""Where things live: one person's home folder, and the one door to the program's own resources."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

_PRIVATE = 0o700


class HomeUnusable(Exception):
    """The home folder cannot be made or written; the text is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Home:
    """All state of one installation, under one folder, so that it can be moved, backed up and thrown away."""

    root: Path

    @property
    def store_folder(self) -> Path:
        """The folder of the desk's store, its blobs and what is being taken in."""
        return self.root / "store"

    @property
    def store_file(self) -> Path:
        """The desk's encrypted database."""
        return self.store_folder / "desk.db"

    @property
    def blobs(self) -> Path:
        """Evidence by content, encrypted."""
        return self.store_folder / "blobs"

    @property
    def staging(self) -> Path:
        """Where an import lives until it is whole; the only place an unfinished one may leave anything."""
        return self.store_folder / "staging"

    @property
    def backups(self) -> Path:
        """Copies of the store made before a migration or on request."""
        return self.root / "backups"

    @property
    def logs(self) -> Path:
        """What the program noted about itself; no names, no words of a person."""
        return self.root / "logs"

    @property
    def exports(self) -> Path:
        """Where letters and sheets go unless the person says otherwise."""
        return self.root / "exports"

    @property
    def hub_folder(self) -> Path:
        """The record of an embedded hub, when this installation runs one."""
        return self.root / "hub"

    @property
    def settings_file(self) -> Path:
        """The person's settings, as TOML."""
        return self.root / "settings.toml"

    @property
    def lock_file(self) -> Path:
        """Held by the one running program that may write here."""
        return self.root / "in-use.lock"

    def folders(self) -> tuple[Path, ...]:
        """Every folder that must exist before work begins, outermost first."""
        return (
            self.root,
            self.store_folder,
            self.blobs,
            self.staging,
            self.backups,
            self.logs,
            self.exports,
            self.hub_folder,
        )


def default_home() -> Path:
    """Say where this system keeps a person's application data."""
    import platformdirs  # only where no folder was named

    return Path(platformdirs.user_data_dir("Reviewer", appauthor=False))


def open_home(path: Path | None = None) -> Home:
    """Make the home folder ready, readable by its owner only, or say in a sentence why it cannot be used."""
    home = Home((path or default_home()).expanduser().absolute())
    try:
        home.root.parent.mkdir(parents=True, exist_ok=True)
        for folder in home.folders():
            folder.mkdir(mode=_PRIVATE, exist_ok=True)
        if os.name == "posix":
            home.root.chmod(_PRIVATE)
    except (FileExistsError, NotADirectoryError):
        raise HomeUnusable(f"“{home.root}” cannot be the home folder: a file is in its place.") from None
    except OSError as problem:
        reason = problem.strerror or "the system refused"
        raise HomeUnusable(f"The home folder “{home.root}” cannot be made ready: {reason}.") from problem
    return home


def resource(*parts: str) -> Path:
    """Find one of the program's own files: in a checkout, an installed wheel or the frozen program."""
    found = _resources().joinpath(*parts)
    if not found.exists():
        name = "/".join(parts)
        raise FileNotFoundError(f"This copy of Reviewer lacks its own file “{name}”. Install it again.")
    return found


def _resources() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    checkout = package.parent / "resources"
    return checkout if checkout.is_dir() else package / "_resources"
