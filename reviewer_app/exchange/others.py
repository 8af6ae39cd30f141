"""What the person's other laptops said, coming down by counters: for each of them a number and a count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from reviewer_app.domain.errors import HubError, LineError, ReviewerError
from reviewer_app.exchange.ledger import DeskLedger
from reviewer_app.exchange.messages import RoundAnswer
from reviewer_app.exchange.tally import Tally

UNCOUNTED = -1
"""In place of a count: do not compare, only send what comes after the number."""


@dataclass
class Others:
    """How far the records of other laptops are read during one round.

    A laptop of which the hub has another number than is here, up to the highest here, is read again from its first
    record, once a round: a damaged record was replaced after we had passed it, or a hub that was put back judged anew
    what was heard before. What it accepts no longer stays here, and counts no more.
    """

    again: dict[str, int] = field(default_factory=dict)
    read_again: set[str] = field(default_factory=set)
    came: Counter[str] = field(default_factory=Counter)

    def held(self, ledger: DeskLedger) -> Mapping[str, tuple[int, int]]:
        """For each other laptop the highest number that is here, and how many are."""
        return {**ledger.held(), **{device: (n, UNCOUNTED) for device, n in self.again.items()}}

    def totals(self, ledger: DeskLedger) -> Mapping[str, int]:
        """The sums of their numbers where some lack here, but of those that are read again."""
        return {device: total for device, total in ledger.totals().items() if device not in self.again}

    def take(self, ledger: DeskLedger, answer: RoundAnswer, tally: Tally) -> bool:
        """Keep a page of records in one durable step; whether another page should be asked for."""
        kept = 0
        if answer.others:
            with ledger.taking():
                for document in answer.others:
                    device, n = str(document.get("device")), document.get("n")
                    if device in self.again and isinstance(n, int):
                        self.again[device] = max(self.again[device], n)
                        self.came[device] += 1
                    try:
                        kept += ledger.keep_foreign(document)
                    except (LineError, HubError):
                        raise
                    except ReviewerError as problem:
                        tally.note(
                            problem.code,
                            f"{problem.title}: {problem.sentence}",
                            str(document.get("subject", "")),
                        )
        tally.from_others += kept
        if answer.others_more and (kept or self.again):
            return True
        if self.again:
            with ledger.taking():
                for device in self.again:
                    ledger.accepted_of(device, self.came[device])
        self.again = dict.fromkeys(set(answer.recount) - self.read_again, 0)
        self.read_again.update(self.again)
        return bool(self.again)
