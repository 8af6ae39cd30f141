"""A large scan open in the real window, in a process that does nothing else: what it and its workers take.

``make HOME MEGABYTES`` fills a desk with such a scan, ``show HOME`` opens it and prints the most KiB taken; two
processes, because whatever making the scan takes is not the program's.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.driver import PASSPHRASE, Driver
from reviewer_app.paths import open_home

PAGES = 100
_EVERY, _LOOKS = 2, 5


def make(home: Path, megabytes: int) -> None:
    """A desk with one submission that holds one scan."""
    from bench.sample_desk import fill, now
    from bench.sample_papers import scan
    from reviewer_app.store import DeskStore
    from reviewer_app.vault.keys import KeyVault

    opened = open_home(home)
    store = DeskStore.create(opened, KeyVault(opened.store_folder, "desk").create(PASSPHRASE), now)
    fill(store, 1, {"scan.pdf": scan(megabytes, PAGES)})
    store.close()


def show(home: Path) -> int:
    """The most KiB this process and its workers took while half of the scan's pages were looked at, one by one.

    Meanwhile the scan is also being read for search, as it is whenever something new has come in.
    """
    driver = Driver(open_home(home))
    taken = []
    for number, page in enumerate(range(0, PAGES, _EVERY), 1):
        driver.canvas.go_to(page)
        driver.until(lambda: driver.canvas.sharp)
        if number % _LOOKS == 0:
            taken.append(_together((os.getpid(), *_children())))
    driver.until(lambda: not driver.busy())
    taken.append(_together((os.getpid(), *_children())))
    driver.close()
    return max(taken)


def _children() -> list[int]:
    own = os.getpid()
    found = Path(f"/proc/{own}/task").glob("*/children")
    return [int(each) for path in found for each in path.read_text().split()]


def _together(processes: Iterable[int]) -> int:
    """KiB that processes take: what each has alone, and what they share once, whoever else has it too.

    Not the proportional size the system tells: that becomes less whenever another program uses the same libraries.
    """
    alone = 0
    shared: Counter[str] = Counter()
    for each in processes:
        mine: Counter[str] = Counter()
        for name, part, size in _mapped(each):
            if part.startswith("Private"):
                alone += size
            else:
                mine[name] += size
        shared |= mine
    return alone + shared.total()


def _mapped(process: int) -> Iterator[tuple[str, str, int]]:
    """What is mapped, as name, part (private or shared, clean or dirty) and KiB."""
    name = ""
    try:
        lines = Path(f"/proc/{process}/smaps").read_text().splitlines()
    except OSError:
        # A worker that has just been ended.
        return
    for line in lines:
        first, *rest = line.split()
        if not first.endswith(":"):
            # Address, rights, offset, device, inode, path.
            name = " ".join(rest[2:])
        elif first.startswith(("Private_", "Shared_")) and first.endswith(("Clean:", "Dirty:")):
            yield name, first, int(rest[0])


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        print(show(Path(sys.argv[2])))
