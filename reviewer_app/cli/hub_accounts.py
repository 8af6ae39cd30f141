"""Commands about accounts of the hub: who has which role, and who is let in at all."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from reviewer_app.cli.hub_naming import Person
from reviewer_app.cli.hub_opening import open_hub, person_called
from reviewer_app.cli.opening import invocation
from reviewer_app.cli.outcome import plainly


def add_to(app: typer.Typer) -> None:
    """Put these commands among the others of the hub."""
    app.command("add-person")(add_person)
    for each in (people, role, roles, disable, enable):
        app.command()(each)


@plainly
def add_person(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The person's name.")],
    role: Annotated[
        str, typer.Option("--role", help="assessor, coordinator, administrator or auditor.")
    ] = "assessor",
) -> None:
    """Add someone with an account; the first administrator is made here, on the hub's own machine."""
    from reviewer_app.hub.roles import read_role  # as in open_hub

    wanted = read_role(role)
    with open_hub(context) as hub:
        person = hub.add_person(name, wanted)
    told = {"person": person, "name": name, "role": wanted.value}
    invocation(context).speaker.result(told, f"Added {name} ({wanted.value}).")


@plainly
def people(
    context: typer.Context,
    role: Annotated[str, typer.Option("--role", help="Only people of this role.")] = "",
) -> None:
    """List who has an account, and with which role."""
    from reviewer_app.hub.roles import read_role  # as in open_hub

    wanted = read_role(role) if role else None
    with open_hub(context) as hub:
        rows = [each for each in hub.people() if wanted is None or each.role is wanted]
    speaker = invocation(context).speaker
    speaker.table(
        "People",
        ("Name", "Id", "Role", "Active"),
        [(x.name, x.id, x.role.value, "yes" if x.active else "no") for x in rows],
        "Nobody yet." if wanted is None else f"No {wanted.value} yet.",
    )
    speaker.result([{**dataclasses.asdict(each), "role": each.role.value} for each in rows])


@plainly
def roles(context: typer.Context) -> None:
    """Say which roles there are and what each may ask of the hub over the network."""
    from reviewer_app.hub.roles import MAY, Role  # as in open_hub
    from reviewer_app.hub.route_table import ROUTES

    told = [
        {
            "role": each.value,
            "may": MAY[each],
            "routes": [f"{route.method} {route.path}" for route in ROUTES if each in route.who],
        }
        for each in Role
    ]
    speaker = invocation(context).speaker
    speaker.table("Roles", ("Role", "What it may do"), [(str(x["role"]), str(x["may"])) for x in told], "")
    speaker.result(told)


@plainly
def role(
    context: typer.Context,
    person: Person,
    role: Annotated[str, typer.Argument(help="assessor, coordinator, administrator or auditor.")],
) -> None:
    """Give a person another role; their laptops pair again."""
    from reviewer_app.hub.roles import read_role  # as in open_hub

    wanted = read_role(role).value
    with open_hub(context) as hub:
        id = person_called(hub, person)
        hub.set_role(id, wanted)
    told = {"person": id, "role": wanted}
    invocation(context).speaker.result(told, f"{person} is now {wanted}; their laptops pair again.")


@plainly
def disable(context: typer.Context, person: Person) -> None:
    """Disable an account: its laptops are let in no longer, and nothing is lost."""
    _set_active(context, person, False)


@plainly
def enable(context: typer.Context, person: Person) -> None:
    """Enable a disabled account again."""
    _set_active(context, person, True)


def _set_active(context: typer.Context, person: str, active: bool) -> None:
    with open_hub(context) as hub:
        id = person_called(hub, person)
        hub.set_active(id, active)
    told = {"person": id, "active": active}
    invocation(context).speaker.result(told, "Enabled." if active else "Disabled.")
