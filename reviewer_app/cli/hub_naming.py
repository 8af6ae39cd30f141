"""How the coordinator's commands name people and submissions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reviewer_app.domain.errors import RuleError

if TYPE_CHECKING:
    from reviewer_app.hub.hub import Hub

Person = Annotated[str, typer.Argument(help="The person's name or id, as `hub people` shows it.")]
Work = Annotated[str, typer.Argument(help="The submission's alias or id.")]


def submission_of(hub: Hub, named: str) -> str:
    """The id of the submission called so, the latest where an alias names several."""
    found = [x.id for x in hub.submissions() if named in (x.id, x.alias, x.alias.casefold())]
    if found:
        return found[-1]
    raise RuleError(
        "unknown-submission",
        "No such submission",
        f"The hub has no submission called “{named}”.",
        "Take its bundle in first with “reviewer-app hub take”.",
    )
