"""The demonstration with a display: sample work prepared once, then the window, with its hub in the same process."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from reviewer_app import logs, paths
from reviewer_app.cli.sample_anchors import anchor_bundle
from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.domain.errors import HubError
from reviewer_app.domain.submission import CALIBRATION, timestamp
from reviewer_app.hub.bundled import take_bundle
from reviewer_app.paths import Home
from reviewer_app.startup.ports import door as home_door
from reviewer_app.startup.window import Program, application
from reviewer_app.ui.ports import Door, Kept
from reviewer_app.vault.keys import KeyState
from reviewer_app.workflows import deciding, exchanging, reviewing, safeguarding
from reviewer_app.workflows.desk import Desk

EARLIER = "7F3K-1"
HALF_DONE = "M77Q-1"
ASSIGNED = ("7F3K-2", "A09D-1", "C41P-1", "M77Q-1", "R2B8-1", "T5XW-1", "K3NE-1")
BY_STICK = "V90H-1"
ANCHORS = ("7F3K-1", "V90H-1")


def show_demo(home_folder: Path, out: Path, passphrase: str) -> int:
    """Open the window on sample work and stay until it is closed."""
    home = paths.open_home(home_folder)
    logs.configure(home)
    hub = SampleHub(home.hub_folder, passphrase)
    new = safeguarding.key_state(home) is KeyState.NEW
    desk = safeguarding.create(home, passphrase) if new else safeguarding.unlock(home, passphrase)
    try:
        _serve(hub, desk)
        if new:
            print("Preparing sample work …", flush=True)
            prepare(hub, desk, out)
            hand_out_anchors(hub, desk, out)
    finally:
        safeguarding.lock(desk)
    print(
        f"The hub serves on {hub.url}. A bundle to import by hand: {out / 'bundles' / BY_STICK}.reviewbundle"
    )
    print(f"The demonstration's passphrase: {passphrase}", flush=True)
    program = _program(home, passphrase)
    program.show()
    code = program.app.exec()
    program.end()
    hub.close()
    return code


def _program(home: Home, passphrase: str) -> Program:
    program = Program(application(), home, door=_open_door(home, passphrase))
    program.shell.resize(1366, 768)
    return program


def _open_door(home: Home, passphrase: str) -> Door:
    """A door that knows the demonstration's passphrase, so that nothing stands between a visitor and the work."""
    door = home_door(home)
    return dataclasses.replace(
        door,
        kept=lambda: Kept.KEYRING,
        create=lambda _none: door.create(passphrase),
        unlock=lambda _none: door.unlock(passphrase),
    )


def _serve(hub: SampleHub, desk: Desk) -> None:
    """Serve where the desk knows the hub from last time, or anywhere at first."""
    known = desk.store.pairing
    if known is not None:
        try:
            hub.url = known.hub_url
            hub.start_again()
        except HubError:
            hub.start_anywhere()
            desk.store.save_pairing(dataclasses.replace(known, hub_url=hub.url))
        return
    hub.start()


def prepare(hub: SampleHub, desk: Desk, out: Path) -> None:
    """An earlier attempt decided and received, one review begun, the rest as it came."""
    reviews = sample_reviews()
    hub.assign([EARLIER], out / "bundles")
    exchanging.pair(desk, hub.url, hub.code())
    exchanging.sync(desk)
    earlier = reviews[EARLIER]
    for criterion, level in earlier.scores.items():
        reviewing.score(desk, earlier.submission, criterion, level)
    for criterion, text in earlier.comments.items():
        reviewing.comment(desk, earlier.submission, criterion, text)
    deciding.submit(desk, earlier.submission)
    exchanging.sync(desk)  # before the newer attempt comes, which would close this one
    hub.assign(ASSIGNED, out / "bundles")
    exchanging.sync(desk)
    begun = reviews[HALF_DONE]
    for criterion, level in list(begun.scores.items())[:3]:
        reviewing.score(desk, begun.submission, criterion, level)
    hub.bundle(BY_STICK, out / "bundles")


def hand_out_anchors(hub: SampleHub, desk: Desk, out: Path) -> None:
    """Give the assessor anchors to practise on."""
    (out / "bundles").mkdir(parents=True, exist_ok=True)
    for sample in ANCHORS:
        target = out / "bundles" / f"anchor-{sample}.reviewbundle"
        anchor_bundle(sample, target, hub.hub.books.key, timestamp(desk.now()))
        taken = take_bundle(hub.hub.books, target)
        hub.hub.assign(taken.submission, hub.assessor, role=CALIBRATION)
    exchanging.sync(desk)
