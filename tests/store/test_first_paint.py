"""What the window needs to paint its first rows brings in nothing heavy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.store.desks import open_desk, score, submission, take_in

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "httpx2", "fastapi", "typst", "keyring", "jsonschema")
READ = """
import json, sys
from datetime import date
from pathlib import Path
from tests.store.desks import KEY, Clock
from reviewer_app.paths import Home
from reviewer_app.store import DeskStore, QueueQuery
from reviewer_app.vault.keys import KeyVault

home = Home(Path(sys.argv[1]))
key = KeyVault(home.store_folder, "desk").unlock("words")
store = DeskStore.open(home, key, Clock())
rows = store.queue(QueueQuery(), 0, 50)
store.queue_size(QueueQuery(text="heron")), store.queue_summary(date(2026, 11, 24))
store.outbox(), store.ledger(0, 10), store.pairing
about = rows[0].submission
store.review(about), store.submission(about), store.documents(about), store.state(about), store.decision(about)
with store.changes() as work:
    work.append("score.set", about, {"criterion": "2.1", "level": "basic"})
store.close()
print(json.dumps([len(rows), sorted({each.partition(".")[0] for each in sys.modules})]))
"""


def test_opening_listing_reading_and_scoring_need_no_heavy_library(tmp_path: Path) -> None:
    from reviewer_app.vault.keys import KeyVault

    key = KeyVault(tmp_path / "store", "desk").create("words")
    store = open_desk(tmp_path, key=key)
    score(store, take_in(store, submission(1)), "1.1", "basic")
    store.close()
    done = subprocess.run(
        [sys.executable, "-c", READ, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    count, loaded = json.loads(done.stdout)
    assert count == 1
    assert [each for each in HEAVY if each in loaded] == []
