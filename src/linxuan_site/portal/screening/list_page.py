"""What the list of screenings of a call shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from linxuan.programme import lookup
from linxuan.programme.definition import Call
from linxuan_site.permissions import Reader, signed_in
from linxuan_site.portal.screening.states import State, state_of
from linxuan_site.queries.screenings import screenings_of


@dataclass(frozen=True)
class Listed:
    """One screening in the list."""

    screening: Any
    track: str
    state: State
    verdicts: Mapping[str, int]
    rows: int


def list_page(reader: Reader, call: Call) -> dict[str, object]:
    """Return what the page shows: the screenings of the reader's office, newest first."""
    return {
        "call": call,
        "rows": [_listed(call, one) for one in screenings_of(signed_in(reader), call.id)],
        "tracks": lookup.open_tracks(call),
    }


def _listed(call: Call, screening: Any) -> Listed:
    track = call.tracks.get(screening.track)
    verdicts = screening.result.get("verdicts", {})
    name = track.name if track else screening.track
    return Listed(screening, name, state_of(screening), verdicts, screening.result.get("rows", 0))
