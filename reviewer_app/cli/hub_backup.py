"""Commands that keep a hub from being lost: backing it up while it serves, restoring it, looking through it."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer_app.cli.hub_opening import Config, HubPlace, hub_folder, hub_place, hub_settings, open_hub
from reviewer_app.cli.opening import Bar, invocation, passphrase
from reviewer_app.cli.outcome import FOUND_WRONG, plainly
from reviewer_app.vault.keys import KeyState, KeyVault

if TYPE_CHECKING:
    from reviewer_app.hub.backup.chest import Chest
    from reviewer_app.hub.backup.verifying import Looked, Wrong
    from reviewer_app.hub.service.settings import ServiceSettings

Snapshot = Annotated[
    str, typer.Option("--snapshot", metavar="NAME", help="Which snapshot; without it the newest.")
]


def add_to(app: typer.Typer) -> None:
    """Put these commands among the others of the hub."""
    app.command()(backup)
    app.command()(restore)
    app.command()(verify)


SINCE_THEN = (
    "What laptops did since then comes back by itself with their next rounds or sticks.",
    "Whom you shut out, disabled or gave another role since then is as before: look through “reviewer-app hub people” "
    "and “reviewer-app hub devices” now.",
    "Laptops paired since then come back by themselves, those you shut out again too: look at “hub devices” again in "
    "the next days; they are the ones with a date of pairing after this moment.",
    "What you released to earners since then is to be released once more.",
)
"""What an operator should know of a hub that was put back: nobody signed what laptops may not do any more."""


@plainly
def backup(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(help="An empty folder, or one with backups of this hub.")],
    without_files: Annotated[
        bool, typer.Option("--without-files", help="Leave the files out; a later backup brings them.")
    ] = False,
    config: Config = None,
) -> None:
    """Back the hub up while it may be serving; only files that are not in the folder yet are copied."""
    from reviewer_app.hub.backup.keeping import Key, back_up  # as in HubPlace.open

    place = hub_place(context, config)
    settings = place.settings
    key = Key(place.key, place.folder, settings.backup_passphrase, elsewhere=bool(settings.key))
    key.check()
    with open_hub(context, config) as hub, Bar(invocation(context).speaker) as bar:
        made = back_up(hub.books, target, key, with_files=not without_files, progress=bar)
    speaker = invocation(context).speaker
    speaker.result(
        dataclasses.asdict(made),
        f"Backed up as {made.snapshot}: {made.rows} rows, {made.copied} of {made.files} files new.",
    )
    for each in made.lacking:
        speaker.say(f"The hub lacks a file, or has it damaged: {each}")
    if made.lacking:
        raise typer.Exit(FOUND_WRONG)


@plainly
def restore(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(help="The folder that backups were made in.")],
    snapshot: Snapshot = "",
    config: Config = None,
) -> None:
    """Restore a hub from a backup into an empty place; stopped half way, it goes on when given again."""
    from reviewer_app.hub.backup.restoring import restore as bring_back

    settings = hub_settings(context, config)
    folder = hub_folder(context, settings)
    chest, key = _opened(source, settings)
    place = HubPlace(settings, folder, key or _own_key(folder, settings))
    with Bar(invocation(context).speaker) as bar:
        found = bring_back(chest, place.books, place.key, snapshot=snapshot, progress=bar)
    if key is not None and not settings.key and not (folder / "key.json").exists():
        shutil.copyfile(source / "key.json", folder / "key.json")
    speaker = invocation(context).speaker
    speaker.result(
        dataclasses.asdict(found),
        f"Restored “{found.name}” as it was at {found.at}: {found.rows} rows, {found.files} files.",
    )
    for each in found.lacking:
        speaker.say(
            f"The backup has no file {each}: laptops that have it give it back; or take its bundle in again."
        )
    for sentence in SINCE_THEN:
        speaker.say(sentence)


def _own_key(folder: Path, settings: ServiceSettings) -> bytes:
    """The key of the place a hub is restored into, made where there is none."""
    if settings.key:
        return bytes.fromhex(settings.key)
    vault = KeyVault(folder, "hub")
    if vault.state is KeyState.NEW:
        return vault.create(settings.passphrase or passphrase("Choose a passphrase for the restored hub"))
    return vault.unlock((settings.passphrase or passphrase()) if vault.state is KeyState.PASSPHRASE else None)


def _opened(source: Path, settings: ServiceSettings) -> tuple[Chest, bytes | None]:
    """The chest, and the hub's key where that is what it is locked by."""
    from reviewer_app.hub.backup.chest import Chest, KeyLock, PassphraseLock, read_note

    if read_note(source)["locked_by"] == "passphrase":
        secret = settings.backup_passphrase or passphrase("Passphrase of the backup")
        return Chest.at(source, PassphraseLock(secret)), None
    key = settings.key_bytes() or KeyVault(source, "hub").unlock(settings.passphrase or passphrase())
    return Chest.at(source, KeyLock(key)), key


@plainly
def verify(
    context: typer.Context,
    source: Annotated[Path | None, typer.Argument(help="A folder of backups; without it the hub.")] = None,
    snapshot: Snapshot = "",
    config: Config = None,
) -> None:
    """Look through a hub, or a backup of one, for anything that is not as it was signed and hashed."""
    wrong: list[Wrong] = []
    speaker = invocation(context).speaker

    def say(each: Wrong) -> None:
        wrong.append(each)
        speaker.say(f"{each.code}: {each.where}. {each.sentence} {each.next_step}")

    if source is None:
        looked = _look_at_the_hub(context, config, say)
    else:
        looked = _look_at_a_backup(source, hub_settings(context, config), snapshot, say)
    told = dataclasses.asdict(looked)
    speaker.result(
        {"sound": not wrong, **told, "wrong": [dataclasses.asdict(each) for each in wrong]},
        f"Looked through {', '.join(f'{what}: {many}' for what, many in told.items())}. "
        f"{f'Faults: {len(wrong)}.' if wrong else 'All is sound.'}",
    )
    if wrong:
        raise typer.Exit(FOUND_WRONG)


def _look_at_the_hub(context: typer.Context, config: Path | None, say: Callable[[Wrong], None]) -> Looked:
    from reviewer_app.hub.backup.verifying import look_at_hub

    with open_hub(context, config) as hub:
        return look_at_hub(hub.books, say)


def _look_at_a_backup(
    source: Path, settings: ServiceSettings, snapshot: str, say: Callable[[Wrong], None]
) -> Looked:
    from reviewer_app.hub.backup.looking import look_at_snapshot

    return look_at_snapshot(_opened(source, settings)[0], snapshot, say)
