"""The papers of one application as its review shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from linxuan.programme.definition import Paper
from linxuan_site.portal.paper_desk.arrived import Arrived, arrived_of_application
from linxuan_site.queries.applications import files_by_slot
from linxuan_site.queries.cases import PAPER_SLOT
from linxuan_site.queries.dossiers import Dossier


@dataclass(frozen=True)
class HandedIn:
    """A paper of this application: its scans, when it came on paper, whether an office has made it."""

    paper: Paper
    scans: Sequence[Any]
    received: date | None
    issued: bool
    arrived: Arrived | None = None


def handed_in(dossier: Dossier, papers: Sequence[Paper]) -> list[HandedIn]:
    """Return papers of an application with what came of each."""
    files, case, arrived = files_by_slot(dossier.files), dossier.case, arrived_of_application(dossier)
    return [
        HandedIn(
            one,
            files.get(f"{PAPER_SLOT}{one.id}", []),
            case.received.get(one.id),
            one.id in case.issued,
            arrived.get(one.id),
        )
        for one in papers
    ]
