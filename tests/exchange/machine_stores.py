"""The same world with real stores on the laptops: encrypted files that are copied, put back and opened elsewhere."""

from __future__ import annotations

import itertools
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.domain.receipts import Receipt
from reviewer_app.domain.records import Record, read_record
from reviewer_app.exchange.messages import Pairing
from reviewer_app.exchange.pairing import pair
from reviewer_app.paths import Home, open_home
from reviewer_app.store import DeskStore
from reviewer_app.store import Pairing as Kept
from reviewer_app.workflows.desk import Desk, LateWorkers
from reviewer_app.workflows.exchanging import LINE, DeskSide
from tests.exchange.bad_network import BadNetwork
from tests.exchange.machine_world import URL, Laptop, World
from tests.store.desks import KEY

NUMBERS = itertools.count(1)


class StoreDesk(DeskSide):
    """A real store, asked as the outside asks a laptop in memory."""

    def __init__(self, home: Home, world: World) -> None:
        make = DeskStore.open if home.store_file.exists() else DeskStore.create
        self.home, self.world = home, world
        self.store = make(home, KEY, world.clock)
        super().__init__(Desk(home, self.store, LateWorkers(), world.clock), None, LINE)
        self.parts: dict[str, bytes] = {}
        self.left: set[str] = set()

    def close(self) -> None:
        self.store.close()

    @property
    def pairing(self) -> Pairing | None:
        kept = self.store.pairing
        return Pairing(**vars(kept)) if kept else None

    @property
    def records(self) -> list[Record]:
        return list(self.records_after(0, 1 << 30))

    @property
    def others(self) -> dict[str, Record]:
        rows = self._ask("SELECT document FROM record WHERE device <> ?", self.device)
        return {each.id: each for each in (read_record(json.loads(row[0]), trusted=True) for row in rows)}

    @property
    def receipts(self) -> Mapping[str, Receipt]:
        known = ((each.id, self.store.receipt(each.id)) for each in self.records)
        return {id: receipt for id, receipt in known if receipt is not None}

    def accepted(self) -> set[str]:
        """As in memory."""
        rows = self._ask(
            "SELECT sha256 FROM (SELECT id, sha256 FROM record UNION ALL SELECT id, sha256 FROM forked) AS said "
            "JOIN receipt ON receipt.record = said.id WHERE receipt.accepted = 1"
        )
        return {row[0] for row in rows}

    @property
    def work(self) -> dict[str, None]:
        return dict.fromkeys(row[0] for row in self._ask("SELECT id FROM submission"))

    @property
    def withdrawn(self) -> dict[str, str]:
        return dict(self._ask("SELECT id, withdrawn FROM submission WHERE withdrawn <> ''"))

    def _ask(self, sql: str, *values: object) -> list[Any]:
        with self.store.changes() as work:
            return list(work.connection.execute(sql, values).fetchall())


class StoreWorld(World):
    """Laptops whose stores are files."""

    def _pair(self, name: str) -> None:
        network = BadNetwork(self)
        desk = self._opened(self.folder / f"laptop-{next(NUMBERS)}")
        code = self.hub.pairing_code(self.persons[name])
        told = self.runner.run(pair(URL, code, desk.key, now=self.clock, network=network))
        desk.store.save_pairing(Kept(**vars(told)))
        self.laptops.append(Laptop(self.persons[name], desk, network))  # type: ignore[arg-type]  # as one in memory

    def _opened(self, root: Path) -> StoreDesk:
        return StoreDesk(open_home(root), self)

    def _put(self, laptop: Laptop, kind: str, subject: str, body: Mapping[str, Any]) -> bool:
        try:
            with laptop.desk.store.changes() as work:  # type: ignore[attr-defined]  # a real one
                work.append(kind, subject, body)
        except ReviewerError:
            return False  # the room would not offer it
        return True

    def _cloned(self, desk: Any) -> Any:
        """A copy of the whole home, as a backup or another laptop has it; opened by ``_taken``."""
        root = self.folder / f"laptop-{next(NUMBERS)}"
        desk.store.backup(self.folder / "copy.db")
        shutil.copytree(desk.home.root, root, ignore=shutil.ignore_patterns("desk.db*", "in-use.lock"))
        shutil.copy(self.folder / "copy.db", open_home(root).store_file)
        return self._opened(root)

    def _elsewhere(self, desk: Any, *, noticed: bool) -> None:
        if noticed:
            (desk.home.root / "place").write_text(os.urandom(8).hex())
            root = desk.home.root
            desk.close()
            desk.__init__(open_home(root), self)

    def close(self) -> None:
        for laptop in self.laptops:
            for each in (laptop.desk, laptop.kept):
                if each is not None:
                    each.close()  # type: ignore[attr-defined]  # a real one
        super().close()
