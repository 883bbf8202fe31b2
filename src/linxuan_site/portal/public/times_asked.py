"""Of which day, and as known at which moment, a page of the register was asked for; what is no day is said on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from linxuan.errors import BadInput
from linxuan_site.queries.register_times import Times, read_times

LONGEST = 40
"""As much as is shown again of what was typed."""


@dataclass(frozen=True)
class TimesAsked:
    """The times that count, what was typed for them, and why it cannot be meant: then today's counts."""

    times: Times
    as_of: str
    known_at: str
    fault: str

    @property
    def shown(self) -> dict[str, object]:
        """What the parts of a page take: the form for another day, and the sentence that says of which one it is."""
        return {
            "times": self.times,
            "as_of": self.as_of,
            "known_at": self.known_at,
            "times_fault": self.fault,
        }


TODAY = TimesAsked(Times(None, None), "", "", "")
"""Of a page that was asked for no other day."""


def times_asked(asked: Mapping[str, str]) -> TimesAsked:
    """Return the times of an address: `as_of` and `known_at`."""
    typed = {name: asked.get(name, "") for name in ("as_of", "known_at")}
    kept = {name: text[:LONGEST] for name, text in typed.items()}
    try:
        return TimesAsked(read_times(**typed), fault="", **kept)
    except BadInput as problem:
        return TimesAsked(Times(None, None), fault=problem.problem, **kept)
