"""A round of a real store in a process of its own, to be killed: ``python -m tests.exchange.killed_round HOME KEY``."""

from __future__ import annotations

import sys
from pathlib import Path

from reviewer_app.evidence import WorkerPool
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore
from reviewer_app.workflows import exchanging
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.safeguarding import now

home = open_home(Path(sys.argv[1]))
desk = Desk(home, DeskStore.open(home, bytes.fromhex(sys.argv[2]), now), WorkerPool(warm=0), now)
sys.exit(0 if exchanging.sync(desk).counts_agree else 1)
