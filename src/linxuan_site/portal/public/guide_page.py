"""The guide of one track in plain words, made from the programme: what one needs, in this order, by when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linxuan.answers import DERIVED, columns_of
from linxuan.explaining import RuleExplained, explain_rule
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Field, Paper, Rule, Section, Track
from linxuan_site.portal.deadlines import days_key, dues_of
from linxuan_site.portal.public.notice_page import filing_due

APPLICANTS: dict[str, Promise] = {
    "legal_person": gettext_lazy("独立法人单位"),
    "institution": gettext_lazy("机构"),
    "branch": gettext_lazy("分支机构"),
    "group": gettext_lazy("集团"),
    "region": gettext_lazy("地区（由其人民政府申报）"),
    "person": gettext_lazy("个人"),
}
SEALS: dict[str, Promise] = {
    "unit": gettext_lazy("加盖单位公章"),
    "office": gettext_lazy("加盖部门公章"),
    "government": gettext_lazy("由人民政府盖章"),
    "legal_representative": gettext_lazy("法定代表人签字或盖章"),
    "cover": gettext_lazy("封面盖章"),
    "edge": gettext_lazy("盖骑缝章"),
    "hand": gettext_lazy("本人亲笔签名"),
}


@dataclass(frozen=True)
class Condition:
    """A condition with its words: ours, and the notice's."""

    rule: Rule
    told: RuleExplained


@dataclass(frozen=True)
class FormPart:
    """A section of the form: what is asked there, by name."""

    section: Section
    asked: Sequence[Field]


@dataclass(frozen=True)
class WantedFile:
    """A file that is uploaded: alone, or one in each row of a group."""

    field: Field
    group: Field | None = None


@dataclass(frozen=True)
class HandedIn:
    """A paper: who hands it to whom, with which seals."""

    paper: Paper
    sender: str
    receiver: str
    seals: Sequence[Promise]


def guide_page(call: Call, track: Track, today: date) -> dict[str, object]:
    """Return what the guide of a track shows on a day; the long parts are made where the template has not kept them."""
    deadlines = [one for one in call.deadlines.values() if track.id in one.concerns]
    days = list(dues_of(deadlines, call.id, today))
    parts = list(_parts(call, track))
    stages = lookup.stages_of(call, track.id)
    return {
        "call": call,
        "track": track,
        "due": filing_due(call, track.id, today),
        "applicants": [APPLICANTS.get(one, one) for one in track.applicants],
        "conditions": SimpleLazyObject(lambda: list(_conditions(call, track, ("mandatory",)))),
        "wishes": SimpleLazyObject(lambda: list(_conditions(call, track, ("in_principle", "preference")))),
        "judgements": lookup.judgements_of(call, track.id),
        "parts": parts,
        "files": SimpleLazyObject(lambda: list(_files(call, parts))),
        "own_papers": SimpleLazyObject(lambda: list(_papers(call, track, own=True))),
        "office_papers": SimpleLazyObject(lambda: list(_papers(call, track, own=False))),
        "way": [(one, _office(call, one.office)) for one in stages if not one.end],
        "days": [(day, _acts(call, one.actions)) for one, day in zip(deadlines, days, strict=True)],
        "days_key": days_key(days),
        "contacts": list(call.contacts.values()),
        "others": [one for one in lookup.open_tracks(call) if one.id != track.id],
    }


def _conditions(call: Call, track: Track, strengths: Sequence[str]) -> Iterator[Condition]:
    for rule in lookup.rules_of(call, track.id):
        if rule.strength in strengths:
            yield Condition(rule, explain_rule(call, rule))


def _parts(call: Call, track: Track) -> Iterator[FormPart]:
    for section in lookup.sections_of(call, track.id, by="applicant"):
        fields = [call.fields[one] for one in section.fields]
        asked = [one for one in fields if _is_asked(one, track)]
        if asked:
            yield FormPart(section, asked)


def _is_asked(field: Field, track: Track) -> bool:
    concerns = not field.concerns or track.id in field.concerns
    return concerns and field.visible != "offices" and field.kind not in DERIVED


def _files(call: Call, parts: Sequence[FormPart]) -> Iterator[WantedFile]:
    for field in (one for part in parts for one in part.asked):
        if field.kind == "file":
            yield WantedFile(field)
        elif field.kind == "group":
            yield from (
                WantedFile(one, field) for one in columns_of(call, field).values() if one.kind == "file"
            )


def _papers(call: Call, track: Track, *, own: bool) -> Iterator[HandedIn]:
    for paper in lookup.papers_of(call, track.id):
        if (paper.sender == "applicant") is own:
            yield _handed_in(call, paper)


def _handed_in(call: Call, paper: Paper) -> HandedIn:
    sender = _("申报主体") if paper.sender == "applicant" else _office(call, paper.sender)
    seals = [SEALS[one] for one in paper.seals if one in SEALS]
    return HandedIn(paper, sender, _office(call, paper.receiver), seals)


def _office(call: Call, office: str) -> str:
    if office == "applicant":
        return _("申报主体")
    known = call.offices.get(office)
    return known.name if known else ""


def _acts(call: Call, actions: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(call.actions[one].name for one in actions if one in call.actions))
