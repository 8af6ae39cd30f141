"""The fixed words of letters, by language, from resources/reports/phrases; and dates and sizes said in them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from reviewer_app.paths import resource

FALLBACK = "en"


@dataclass(frozen=True)
class Phrases:
    """The fixed words of one language; ``language`` is its BCP 47 tag."""

    language: str
    words: dict[str, str]
    months: tuple[str, ...]
    decimal: str

    def say(self, key: str, **values: object) -> str:
        """A phrase with its gaps filled; values are put in as they are."""
        return self.words[key].format_map(values)

    def number(self, key: str, count: int, **values: object) -> str:
        """A phrase in the singular (key ending in ``.one``) or plural (``.other``) with ``count`` filled in."""
        return self.say(f"{key}.{'one' if count == 1 else 'other'}", count=count, **values)

    def date(self, moment: datetime) -> str:
        """The day of a moment in UTC, written out."""
        day = moment.astimezone(UTC)
        return self.say("date", day=day.day, month=self.months[day.month - 1], year=day.year)

    def moment(self, moment: datetime) -> str:
        """Day and minute of a moment in UTC, written out."""
        return self.say("moment", date=self.date(moment), time=moment.astimezone(UTC).strftime("%H:%M"))

    def size(self, count: int) -> str:
        """A size in bytes as people say it, in decimal units."""
        if count < 1000:
            return f"{count} B"
        for unit in ("kB", "MB"):
            count_in_unit = count / 1000 if unit == "kB" else count / 1_000_000
            if count_in_unit < 1000:
                break
        else:
            unit, count_in_unit = "GB", count / 1_000_000_000
        said = f"{count_in_unit:.0f}" if count_in_unit >= 10 else f"{count_in_unit:.1f}"
        return f"{said.replace('.', self.decimal)} {unit}"


@lru_cache(maxsize=8)
def phrases(language: str) -> Phrases:
    """The phrases for a BCP 47 tag, by its first part; English where there are none."""
    primary = language.partition("-")[0].lower()
    known = {path.stem for path in resource("reports", "phrases").glob("*.json")}
    chosen = primary if primary in known else FALLBACK
    made: dict[str, Any] = json.loads(resource("reports", "phrases", f"{chosen}.json").read_text("utf-8"))
    return Phrases(chosen, dict(made["words"]), tuple(made["months"]), made["decimal"])
