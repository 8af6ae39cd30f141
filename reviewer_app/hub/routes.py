"""The hub as an ASGI application, made from the route table."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from reviewer_app.hub.answers import refused
from reviewer_app.hub.books import Books
from reviewer_app.hub.doors import Doors
from reviewer_app.hub.guard import Guard
from reviewer_app.hub.meetings import Meetings
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.route_table import ROUTES

OPEN_ROUTES = frozenset(each.path for each in ROUTES if each.is_open)
"""Routes without a token, since they are how one gets a token; everything else needs one."""


def create_app(books: Books, meetings: Meetings | None = None, doors: Doors | None = None) -> FastAPI:
    """The hub's answers; what has no row in the table is not there.

    With ``meetings`` it takes laptops by a code on both screens.
    """
    app = FastAPI(
        title="Reviewer hub", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False
    )
    guard = Guard(books, doors or Doors(), meetings)
    for route in ROUTES:
        app.add_route(route.path, guard.endpoint(route), methods=[route.method], include_in_schema=False)

    async def unknown(_: Request, problem: Exception) -> Response:
        status = problem.status_code if isinstance(problem, HTTPException) else 404
        return refused(books, Refused("wrong-method" if status == 405 else "not-found"))

    app.add_exception_handler(HTTPException, unknown)
    return app
