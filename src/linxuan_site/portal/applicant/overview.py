"""What the page of one application shows beside what every page of it shows: what may be done, and how."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from linxuan.programme.definition import Action, Paper
from linxuan.workflow import Possibility
from linxuan_site.portal.applicant.duties import duties
from linxuan_site.portal.applicant.pages import Filing
from linxuan_site.portal.helping import Helping
from linxuan_site.portal.paper_desk.arrived import arrived_of_application
from linxuan_site.queries.earlier import has_earlier
from linxuan_site.queries.paper_subjects import offers_of_application

NOTHING_TYPED: Mapping[str, str] = QueryDict()


@dataclass(frozen=True)
class ActForm:
    """One act of the applicant: its button, what it asks for, and what stands against it."""

    possibility: Possibility
    papers: list[Paper]
    typed: Mapping[str, str]

    @property
    def action(self) -> Action:
        """The action of the programme."""
        return self.possibility.action

    @property
    def asks(self) -> tuple[str, ...]:
        """What has to be typed: `opinion`, `reason`, `document`, `restated_on`."""
        return self.possibility.asks

    @property
    def opinion(self) -> str:
        """The opinion as it was typed."""
        return self.typed.get("opinion", "")

    @property
    def reason(self) -> str:
        """The reason as it was typed."""
        return self.typed.get("reason", "")

    @property
    def document(self) -> str:
        """The document as it was typed."""
        return self.typed.get("document", "")

    @property
    def restated_on(self) -> str:
        """The filing date as it was typed."""
        return self.typed.get("restated_on", "")

    def is_done(self, handed_in: Collection[str]) -> bool:
        """Whether all it hands in came already: another scan may come, none has to."""
        return bool(self.papers) and all(one.id in handed_in for one in self.papers)

    @property
    def ends(self) -> bool:
        """Whether it is asked for twice."""
        return self.action.kind == "withdraw"

    @property
    def can_be_mended(self) -> bool:
        """Whether the applicant itself can lift what stands against it."""
        refusal = self.possibility.refusal
        return refusal is not None and refusal.code == "need:complete"


def overview(filing: Filing, typed: Mapping[str, str] = NOTHING_TYPED) -> dict[str, object]:
    """Return what the page of an application shows."""
    own = {paper.id: paper for paper, _scans in filing.papers}
    forms = [
        ActForm(one, [own[paper] for paper in one.action.papers if paper in own], typed)
        for one in filing.dossier.acts
    ]
    main = [one for one in forms if not one.ends]
    return {
        "filing": filing,
        "dossier": filing.dossier,
        "call": filing.dossier.call,
        "main_acts": main,
        "handed_in": all(one.is_done(filing.dossier.case.papers) for one in main),
        "ending_acts": [one for one in forms if one.ends],
        "arrived": arrived_of_application(filing.dossier),
        "duties": duties(filing),
        "help": Helping(None, filing.dossier),
        "submission": bool(filing.dossier.application.number),
        "offers": offers_of_application(filing.dossier.call, filing.dossier.application),
        "copyable": filing.fillable and has_earlier(filing.dossier.application),
    }
