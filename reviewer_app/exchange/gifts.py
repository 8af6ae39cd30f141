"""What a laptop gives back to a restored hub by stick: messages in a place of their own, until the hub takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.signing import SigningKey, canonical
from reviewer_app.exchange import left
from reviewer_app.exchange.carrier import END, GIVEN_BACK, Carrier
from reviewer_app.exchange.debt import Debt
from reviewer_app.exchange.sealing import Names, seal

RECEIPTS = "receipts-back"
"""Receipts are owed only as long as the hub refuses something, and are told from the rest by their names."""


class Gifts:
    """What one laptop gives back at one folder or stick; ``current`` are the names of what it owes the hub now.

    ``ours`` are the names of all that its very store left, of which alone anything is taken away.
    """

    def __init__(
        self, carrier: Carrier, names: Names, hub: str, key: SigningKey, ours: set[str] | None = None
    ) -> None:
        self.current: set[str] = set()
        self._ours = set() if ours is None else ours
        self._carrier, self._names, self._hub, self._key = carrier, names, hub, key
        self._receipts: set[str] = set()

    def leave(
        self,
        gift: Sequence[Mapping[str, Any]],
        debt: Debt | None,
        speech: Mapping[str, Any],
        at: str,
        stop: CancelToken,
    ) -> None:
        """Put a part there unless it lies there or was taken; without a debt these are receipts."""
        lines = [canonical(each) for each in gift]
        said = debt.at if debt is not None else ""
        way, noted = (GIVEN_BACK, self.current) if debt is not None else (RECEIPTS, self._receipts)
        # The name stays the same whatever versions are spoken, so that the hub's word of it counts.
        name = self._names.message(way, canonical(left.gift_head(self._key.name, self._hub, lines, said, {})))
        noted.add(name)
        self._ours.add(name)
        if debt is not None and name in debt.taken:
            return
        head = left.gift_head(self._key.name, self._hub, lines, said, speech)
        data = left.message(head, self._key, at, lines)
        self._carrier.say_what_it_is(stop)
        if self._carrier.disk.size(f"{GIVEN_BACK}/{name}{END}") < len(data):
            self._carrier.put(GIVEN_BACK, name, seal(data, self._hub), stop)

    def tidy(self, *, heard: bool) -> None:
        """Take away what is owed no more; ``heard``: an answer lies there by which receipts are known to be or not."""
        own = [name for name in self._carrier.messages(GIVEN_BACK) if self._owns(name)]
        stays = self.current | self._receipts
        if not heard:
            stays |= {name for name in own if self._names.owns(RECEIPTS, name)}
        away = [name for name in own if name in self._ours and name not in stays]
        self._carrier.take_away(GIVEN_BACK, away)
        self._ours.difference_update(away)
        begun = {each.partition(".")[0] for each in self._carrier.begun(GIVEN_BACK)}
        self._carrier.clear_begun(GIVEN_BACK, [each for each in begun if self._owns(each)])

    def _owns(self, name: str) -> bool:
        return gives_back(self._names, name)


def gives_back(names: Names, name: str) -> bool:
    """Whether a message of this name is given back between the two."""
    return names.owns(GIVEN_BACK, name) or names.owns(RECEIPTS, name)


def submissions_of(warrants: Sequence[Mapping[str, Any]]) -> list[str]:
    """The submissions whose documents belong to these, each once."""
    told = (entry for each in warrants for entry in each["entries"])
    return list(dict.fromkeys(str(entry["submission"]) for entry in told if "sha256" in entry))
