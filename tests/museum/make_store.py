"""Makes this version's exhibit: a small store with something of everything, and what it folds to.

Run once for a release, as ``python -m tests.museum.make_store``; a released exhibit is never made again.
"""

from __future__ import annotations

import json
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

from reviewer_app import __version__
from reviewer_app.domain import records as kinds
from reviewer_app.domain.citation import Citation, page_selectors
from reviewer_app.domain.receipts import read_receipts, sign_receipts
from reviewer_app.domain.signing import SigningKey
from reviewer_app.paths import Home
from reviewer_app.store import DeskStore, Pairing, QueueQuery
from reviewer_app.vault.keys import KeyVault
from tests.store.desks import CRITERIA, Clock, home_of, say, score, score_all, sign, submission, take_in

HERE = Path(__file__).parent
PASSPHRASE = "the herons stand very still"
HUB = SigningKey(bytes([9]) * 32)
FILES = (b"The plan of the lesson.\n" * 400, bytes(range(256)) * 700)
README = """# What version {version} left behind

A desk's store, opened by every later version in `tests/museum/test_stores.py`; never edited.
Passphrase: `{passphrase}`. Nothing in it is about anybody. `store.json` says what it folds to.
Made by `python -m tests.museum.make_store`. The bundle beside it is read by `test_bundles.py`.
"""


def live(store: DeskStore) -> None:
    """Do something of everything a person does."""
    store.save_pairing(Pairing("https://hub.example", HUB.name, "North hub", "a token", "person-1", "Robin"))
    drafted, decided, refused, awaited, withdrawn, older, newer = (
        take_in(store, submission(number, files, **more), FILES)
        for number, files, more in (
            (1, FILES, {"due": date(2026, 12, 1)}),
            (2, FILES[:1], {}),
            (3, (), {"links": 1}),
            (4, (b"never came",), {}),
            (5, (), {}),
            (6, (), {"earner": "earner-1"}),
            (7, (), {"earner": "earner-1", "attempt": 2}),
        )
    )
    assert older != newer
    score(store, drafted, "1.1", "basic")
    say(store, drafted, kinds.COMMENT, criterion="1.1", text="Say móre", step="burst")
    say(store, drafted, kinds.COMMENT, criterion="1.1", text="Say móre, and show a pause.", step="burst")
    say(store, drafted, kinds.NOTE, criterion="", text="Looks like a draft.")
    evidence = store.submission(drafted).evidence[0]
    pin = Citation("c1", "1.1", "e0", evidence.sha256, "Plan, page 1", page_selectors(1, "The plan"))
    say(store, drafted, kinds.CITATION, **pin.document())
    say(store, drafted, kinds.FLAG, id="f1", kind="privacy", text="A name on page 2", evidence="e1")
    undone = score(store, drafted, "2.1", "proficient")
    say(store, drafted, kinds.UNDONE, step=undone.id)
    store.set_place(drafted, "e0", {"page": 3, "zoom": 1.25})
    decisions = []
    for about, level in ((decided, "proficient"), (refused, "developing")):
        score_all(store, about, level)
        for criterion in CRITERIA if level != "proficient" else ():
            say(store, about, kinds.COMMENT, criterion=criterion, text="Not yet: show more.")
        decisions.append(sign(store, about))
    entries = [
        {"record": x.id, "n": x.n, "sha256": x.sha256, "accepted": ok, "code": code, "reason": why}
        for x, ok, code, why in zip(
            decisions, (True, False), ("", "withdrawn"), ("", "It was taken back."), strict=True
        )
    ]
    told = sign_receipts(entries, store.device.name, HUB, "2026-11-24T09:00:00.000Z")
    with store.changes() as work:
        work.note_receipts(told, read_receipts(told, HUB.name))
        work.withdraw(withdrawn, "Given to somebody else.")
        work.set_meta("cursor", "42")
    assert store.missing_blobs()[0][2] == awaited


def told_by(store: DeskStore) -> dict[str, Any]:
    """What a store shows, as plain JSON: the same for every version that opens it."""
    rows = [*store.queue(QueueQuery(), 0, 100), *store.queue(QueueQuery(decided=True), 0, 100)]
    count, rolling = store.summary_hash()
    outbox = store.outbox()
    return {
        "device": store.device.name,
        "author": store.author,
        "cursor": store.cursor(),
        "hub": store.pairing.hub_name if store.pairing else "",
        "records": count,
        "rolling": rolling,
        "outbox": [outbox.decisions_waiting, outbox.records_waiting, list(outbox.attention)],
        "missing": [list(each) for each in store.missing_blobs()],
        "submissions": {
            row.submission: _one(store, row.submission) for row in sorted(rows, key=lambda x: x.submission)
        },
    }


def _one(store: DeskStore, about: str) -> dict[str, Any]:
    state, signed = store.review(about), store.decision(about)
    receipt = store.receipt(signed[1].id) if signed else None
    return {
        "alias": store.submission(about).alias,
        "state": store.state(about).value,
        "scores": dict(state.scores),
        "comments": dict(state.comments),
        "notes": dict(state.notes),
        "citations": [each.document() for each in state.citations],
        "flags": [[each.id, each.kind, each.text, each.evidence] for each in state.flags],
        "undo": len(state.undo),
        "redo": len(state.redo),
        "outcome": signed[0].outcome.value if signed else "",
        "receipt": [receipt.accepted, receipt.code, receipt.sha256] if receipt else [],
        "place": dict(store.place(about, "e0")),
        "here": sorted(x.sha256 for x in store.submission(about).evidence if store.blobs.has(x.sha256)),
    }


def main() -> int:
    """Make the exhibit of this version."""
    room = HERE / f"v{__version__}"
    home = Home(room / "store")
    if home.root.exists():
        print(f"{home.root} is there already; a released exhibit is never made again.")
        return 1
    home_of(home.root)
    store = DeskStore.create(home, KeyVault(home.store_folder, "desk").create(PASSPHRASE), Clock())
    live(store)
    told = told_by(store)
    store.close()
    for path in sorted(home.root.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    home.lock_file.unlink()
    (room / "store.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (room / "README.md").write_text(
        README.format(version=__version__, passphrase=PASSPHRASE), encoding="utf-8"
    )
    for leftover in room.rglob("__pycache__"):
        shutil.rmtree(leftover)
    return 0


if __name__ == "__main__":
    sys.exit(main())
