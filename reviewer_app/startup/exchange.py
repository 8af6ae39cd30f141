"""The workflows of the exchange as the sync room calls them, bound to one desk, road by road."""

from __future__ import annotations

from reviewer_app.ui.syncing.ports import ExchangePorts
from reviewer_app.workflows.desk import Desk


def exchange_ports(desk: Desk) -> ExchangePorts:
    """Everything of the exchange that this desk offers."""
    return ExchangePorts()
