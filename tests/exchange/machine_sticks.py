"""The same world without a line: a stick goes between laptops and hub, and nothing else."""

from __future__ import annotations

from tests.exchange.machine_world import Laptop, World


class StickWorld(World):
    """Nobody has a line after being paired: a stick comes in its place, and is pulled out in place of a fault.

    A laptop's own store is not put back or copied, for which a line is needed.
    """

    HAS_LINE = False

    def exchange(self, laptop: Laptop, faults: list[str]) -> None:
        pulled = len(faults) if faults else None
        self.carry(laptop, pulled)
        self.visit(pulled)

    def store_restored(self, laptop: Laptop) -> None:
        """Nothing."""

    def store_copied(self, laptop: Laptop, *, noticed: bool) -> None:
        """Nothing."""
