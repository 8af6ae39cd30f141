"""The workflows of the exchange as the sync room calls them, bound to one desk, road by road."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from reviewer_app.domain.progress import CancelToken
from reviewer_app.startup.ledger import ledger_ports
from reviewer_app.startup.stick import stick_ports
from reviewer_app.ui.syncing.ports import ExchangePorts, FilesPorts, Met, NearbyPorts, NearHub
from reviewer_app.ui.views import Partner
from reviewer_app.workflows import fetching
from reviewer_app.workflows.desk import Desk


def exchange_ports(desk: Desk) -> ExchangePorts:
    """Everything of the exchange that this desk offers."""
    return ExchangePorts(
        files=_files(desk), ledger=ledger_ports(desk), nearby=_nearby(desk), stick=stick_ports(desk)
    )


def _files(desk: Desk) -> FilesPorts:
    return FilesPorts(
        coming=partial(fetching.files_coming, desk),
        pause=partial(fetching.pause, desk),
        agree=partial(fetching.agree, desk),
        opened=partial(fetching.opened, desk),
        wish=partial(fetching.wish, desk),
        give_way=partial(fetching.give_way, desk),
    )


def _nearby(desk: Desk) -> NearbyPorts:
    def find(cancel: CancelToken) -> Sequence[NearHub]:
        from reviewer_app.workflows import nearby  # with the network library not for the first paint

        found, pairing = nearby.find(desk, cancel), desk.store.pairing
        ours = pairing.near if pairing is not None else ""
        return [NearHub(x.name, x.url, x.pin, x.fits, x.url == ours) for x in found]

    def meet(url: str, pin: str, cancel: CancelToken) -> Met:
        from reviewer_app.workflows import nearby  # as above

        met = nearby.meet(desk, url, pin, cancel)
        return Met(met.hub_name, met.code, met)

    def agree(met: Met, cancel: CancelToken) -> Partner:
        from reviewer_app.workflows import nearby  # as above

        made = nearby.agree(desk, met.meeting, cancel)
        return Partner(made.hub_name, made.hub_url, made.person_name)

    def disagree(met: Met) -> None:
        from reviewer_app.workflows import nearby  # as above

        nearby.disagree(desk, met.meeting)

    return NearbyPorts(find, meet, agree, disagree)
