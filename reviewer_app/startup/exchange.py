"""The workflows of the exchange as the sync room calls them, bound to one desk, road by road."""

from __future__ import annotations

from functools import partial

from reviewer_app.ui.syncing.ports import ExchangePorts, FilesPorts
from reviewer_app.workflows import fetching
from reviewer_app.workflows.desk import Desk


def exchange_ports(desk: Desk) -> ExchangePorts:
    """Everything of the exchange that this desk offers."""
    return ExchangePorts(files=_files(desk))


def _files(desk: Desk) -> FilesPorts:
    return FilesPorts(
        coming=partial(fetching.files_coming, desk),
        pause=partial(fetching.pause, desk),
        agree=partial(fetching.agree, desk),
        opened=partial(fetching.opened, desk),
        wish=partial(fetching.wish, desk),
        give_way=partial(fetching.give_way, desk),
    )
