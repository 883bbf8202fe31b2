"""The guide of one track in plain words, made from the programme: what one needs, in this order, by when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linxuan.answers import DERIVED, columns_of
from linxuan.explaining import RuleExplained, explain_rule
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Field, Paper, Rule, Section, Track
from linxuan_site.portal.deadlines import Due, due_of
from linxuan_site.portal.public.notice_page import guide

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
    """Return what the guide of a track shows on a day."""
    parts = list(_parts(call, track))
    papers = [_handed_in(call, one) for one in lookup.papers_of(call, track.id)]
    deadlines = [one for one in call.deadlines.values() if track.id in one.concerns]
    card = guide(call, track, today)
    return {
        "call": call,
        "track": track,
        "guide": card,
        "applicants": [APPLICANTS.get(one, one) for one in track.applicants],
        "conditions": list(_conditions(call, track, "mandatory")),
        "wishes": [*_conditions(call, track, "in_principle"), *_conditions(call, track, "preference")],
        "judgements": lookup.judgements_of(call, track.id),
        "parts": parts,
        "files": list(_files(call, parts)),
        "own_papers": [one for one in papers if one.paper.sender == "applicant"],
        "office_papers": [one for one in papers if one.paper.sender != "applicant"],
        "way": [(one, _office(call, one.office)) for one in card.stages],
        "ends": [one for one in lookup.stages_of(call, track.id) if one.end],
        "publicities": [one for one in lookup.stages_of(call, track.id) if one.publicity],
        "days": [(_day(call, one.id, today), _acts(call, one.actions)) for one in deadlines],
        "contacts": list(call.contacts.values()),
        "others": [one for one in lookup.open_tracks(call) if one.id != track.id],
    }


def _conditions(call: Call, track: Track, strength: str) -> Iterator[Condition]:
    for rule in lookup.rules_of(call, track.id):
        if rule.strength == strength:
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


def _handed_in(call: Call, paper: Paper) -> HandedIn:
    sender = _("申报主体") if paper.sender == "applicant" else _office(call, paper.sender)
    seals = [SEALS[one] for one in paper.seals if one in SEALS]
    return HandedIn(paper, sender, _office(call, paper.receiver), seals)


def _office(call: Call, office: str) -> str:
    if office == "applicant":
        return _("申报主体")
    known = call.offices.get(office)
    return known.name if known else ""


def _day(call: Call, deadline: str, today: date) -> Due:
    return due_of(call.deadlines[deadline], call.id, today)


def _acts(call: Call, actions: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(call.actions[one].name for one in actions if one in call.actions))
