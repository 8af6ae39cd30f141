"""Commands of who runs a hub as a service: serving it, and asking whether it is well."""

from __future__ import annotations

import dataclasses
import signal
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer_app.cli.hub_opening import Config, HubPlace, hub_place, hub_settings
from reviewer_app.cli.opening import invocation
from reviewer_app.cli.outcome import FOUND_WRONG, plainly

if TYPE_CHECKING:
    import mmap
    import socket
    from collections.abc import Callable

    from reviewer_app.hub.serving import Stop


def add_to(app: typer.Typer) -> None:
    """Put these commands among the others of the hub."""
    app.command()(serve)
    app.command()(health)


@plainly
def serve(
    context: typer.Context,
    config: Config = None,
    host: Annotated[str | None, typer.Option("--host", help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option("--port", help="The port to listen on.")] = None,
    processes: Annotated[
        int | None, typer.Option("--processes", help="How many processes serve side by side.")
    ] = None,
    certificate: Annotated[
        str | None,
        typer.Option("--certificate", help="The operator's certificate, a PEM file with its chain."),
    ] = None,
    certificate_key: Annotated[
        str | None, typer.Option("--certificate-key", help="The certificate's key, a PEM file.")
    ] = None,
) -> None:
    """Serve the hub until stopped with Ctrl+C or by SIGTERM."""
    from reviewer_app.hub.certificates import operator_context  # the server's libraries, as in HubPlace.open
    from reviewer_app.hub.service import service_log
    from reviewer_app.hub.service.metrics import shared_memory
    from reviewer_app.hub.service.processes import Processes, interrupted
    from reviewer_app.hub.serving import address, listen

    place = hub_place(context, config)
    settings = dataclasses.replace(
        place.settings,
        host=place.settings.host if host is None else host,
        port=place.settings.port if port is None else port,
        processes=place.settings.processes if processes is None else processes,
        certificate=place.settings.certificate if certificate is None else certificate,
        certificate_key=place.settings.certificate_key if certificate_key is None else certificate_key,
    )
    if settings.certificate or settings.certificate_key:
        operator_context(Path(settings.certificate), Path(settings.certificate_key))  # said before it listens
    tls = bool(settings.certificate)
    bound = listen(settings.host, settings.port, tls=tls)
    place = dataclasses.replace(place, settings=settings)
    service_log.configure(settings.log_level)
    invocation(context).speaker.say(
        f"Serving on {address(bound).replace('http:', 'https:') if tls else address(bound)}. Stop with Ctrl+C."
    )
    if settings.processes == 1:
        signal.signal(signal.SIGTERM, interrupted)
        _serve_one(place, bound, None, 0, None)
        return
    shared = shared_memory(settings.processes)
    code = Processes(
        settings.processes, lambda number, ready: _serve_one(place, bound, shared, number, ready)
    ).run()
    if code:
        raise typer.Exit(code)


def _serve_one(
    place: HubPlace,
    bound: socket.socket,
    shared: mmap.mmap | None,
    number: int,
    ready: Callable[[Stop], None] | None,
) -> None:
    from reviewer_app.hub.service import service_log
    from reviewer_app.hub.service.watching import Watch
    from reviewer_app.hub.serving import serve_forever

    with (
        suppress(KeyboardInterrupt),
        closing(place.open()) as hub,
    ):  # told to stop while it was still starting
        watch = Watch(place.settings.metrics_token, service_log.tell, shared, number)
        serve_forever(hub, bound=bound, watch=watch, settings=place.settings, started=ready)


@plainly
def health(context: typer.Context, config: Config = None) -> None:
    """Ask the hub that is served here whether it is ready; exit code 1 when it is not."""
    from reviewer_app.hub.service.asking import ask_health  # as in serve

    found = ask_health(hub_settings(context, config))
    speaker = invocation(context).speaker
    speaker.table("Health", ("What", "State"), list(found.parts.items()), "")
    speaker.result({"ready": found.ready, **found.parts})
    if not found.ready:
        raise typer.Exit(FOUND_WRONG)
