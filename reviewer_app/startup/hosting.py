"""The hub of this laptop as its place in the window calls it; it is shared across locking, until the program ends."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from reviewer_app.domain.errors import StoreError
from reviewer_app.domain.progress import CancelToken, ReportProgress
from reviewer_app.startup.hosting_backup import backup_ports
from reviewer_app.startup.hosting_work import work_ports
from reviewer_app.ui.hosting.ports import Account, Asks, HostPorts, LetIn, Shared, StickSeen
from reviewer_app.vault.keys import KeyState, KeyVault

if TYPE_CHECKING:
    from reviewer_app.hub.hosting import Host


class Hosting:
    """The hub in a folder, if there is one, and whether it is shared now; one a program."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._host: Host | None = None
        self._making = Lock()

    def ports(self) -> HostPorts | None:
        """Its functions; None where no hub is kept here."""
        try:
            state = KeyVault(self._folder, "hub").state
        except StoreError:  # a damaged key is said where the hub is shared; it must not keep the desk shut
            state = KeyState.PASSPHRASE
        if state is KeyState.NEW:
            return None
        return HostPorts(
            needs_passphrase=state is KeyState.PASSPHRASE,
            sharing=lambda: self._host is not None and self._host.sharing,
            start=self._start,
            look=self._look,
            confirm=lambda meeting, person: self._made().confirm(meeting, person),
            refuse=lambda meeting: self._made().refuse(meeting),
            add_person=lambda name: self._made().add_person(name),
            stop=lambda: self._made().stop(),
            visit=self._visit,
            welcome=lambda *told: self._made().welcome(*told),
            work=work_ports(self._made, lambda: self._host.name if self._host is not None else ""),
            backup=backup_ports(self._made, in_keyring=state is KeyState.KEYRING),
        )

    def rest(self) -> None:
        """The store is being locked: no work is done at the hub any more, but it stays shared."""
        if self._host is not None:
            self._host.rest()

    def end(self) -> None:
        """Share it no longer."""
        if self._host is not None:
            self._host.close()

    def _made(self) -> Host:
        from reviewer_app.hub.hosting import Host  # the server's libraries; only where a hub is shared

        with self._making:  # a stick may be answered from another lane at this very moment
            if self._host is None:
                self._host = Host(self._folder)
            return self._host

    def _start(self, passphrase: str | None) -> None:
        self._made().start(passphrase)

    def _visit(
        self,
        folder: Path,
        passphrase: str | None,
        everyone: bool,
        progress: ReportProgress,
        cancel: CancelToken,
    ) -> StickSeen:
        done = self._made().visit(folder, passphrase, everyone, progress, cancel)
        return StickSeen(
            done.words,
            tuple(Asks(each.device, each.code) for each in done.asks),
            tuple(Account(each.id, each.name) for each in done.people),
            done.problem,
        )

    def _look(self) -> Shared | None:
        now = self._made().look()
        if now is None:
            return None
        return Shared(
            now.name,
            now.urls,
            now.announced_as,
            now.unheard,
            tuple(Asks(each.id, each.code) for each in now.asking),
            tuple(Account(each.id, each.name) for each in now.people),
            tuple(LetIn(each.words, each.how == "paired") for each in now.ended),
        )
