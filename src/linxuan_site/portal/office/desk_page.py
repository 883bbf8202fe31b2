"""What the work list shows: what is due first, then what waits for others, then what is over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.portal.deadlines import SOON, Due, banner
from linxuan_site.portal.office.acts import AGAINST
from linxuan_site.portal.templatetags.conditions import tally
from linxuan_site.portal.templatetags.drawn import drawn
from linxuan_site.queries.desk import Desk, Wanted, stage_counts
from linxuan_site.queries.desk_groups import APPLICANT, CLOSED, ELSEWHERE, MINE
from linxuan_site.queries.desk_rows import DeskRow
from linxuan_site.queries.papers import OfficePaper


class RowWords(NamedTuple):
    """All that a list writes of one application."""

    application: int
    subject: str
    procedure: str
    category: str
    number: str
    submissions: int
    due: date | None
    days_left: int | None
    situation: str
    tally: tuple[tuple[str, int], ...]
    rank: int | None
    score: str
    doubts: int
    """About the sealed scan, which nobody has decided."""
    mine: bool
    """Whether the reader's office works on it."""


def _words(row: RowWords) -> dict[str, object]:
    return {"row": row}


_draw = drawn("office/desk_row.html", _words)


@dataclass(frozen=True)
class ShownRow:
    """A row with the words that a list says of it."""

    row: DeskRow
    situation: str
    days_left: int | None
    tally: Mapping[str, int]

    @property
    def drawn(self) -> SafeString:
        """The row of the table; it is drawn anew only when it says something else."""
        row, application, placed = self.row, self.row.application, self.row.placement
        return _draw(
            RowWords(
                application=application.pk,
                subject=application.subject,
                procedure=row.procedure,
                category=row.category,
                number=application.number or "",
                submissions=row.submissions,
                due=row.due,
                days_left=self.days_left,
                situation=self.situation,
                tally=tuple(self.tally.items()),
                rank=placed.rank if placed else None,
                score="" if placed is None or placed.score is None else str(placed.score),
                doubts=self.row.doubts,
                mine=row.check is not None,
            )
        )


@dataclass(frozen=True)
class Group:
    """Rows under one heading."""

    title: str
    rows: Sequence[ShownRow]


@dataclass(frozen=True)
class Count:
    """How many stand at one stage; `hot` at one of the reader's office."""

    name: str
    number: int
    hot: bool = False
    part: str = ""
    """The part of the list in which they stand."""


@dataclass(frozen=True)
class Filter:
    """A part of the list that can be looked at alone."""

    procedure: str
    name: str
    number: int


@dataclass(frozen=True)
class More:
    """That there are more rows than a page shows: how many there are, and where the next page begins."""

    part: str
    total: int
    after: str


@dataclass(frozen=True)
class DeskPage:
    """The desk of one call as its page shows it."""

    desk: Desk
    papers: Sequence[OfficePaper]
    wanted: Wanted
    receives: bool = False
    """Whether papers of the call are brought to this office."""
    ban: Any = None
    """Under which this office recommends nothing."""

    @property
    def call(self) -> Call:
        """The call."""
        return self.desk.call

    @property
    def procedure(self) -> str:
        """The one to which the list is narrowed; '' for all."""
        return self.wanted.procedure

    @property
    def due(self) -> Due | None:
        """The deadline that comes next."""
        call = self.desk.call
        concerned = [one for one in call.deadlines.values() if set(one.concerns) & set(call.tracks)]
        return banner(concerned, call.id, clock.today(), self.desk.later)

    @property
    def counts(self) -> list[Count]:
        """How many applications to the tracks stand at each stage, in the order of the call."""
        call, counted = self.desk.call, stage_counts(self.desk.call, self.desk.counts)
        mine = self.desk.mine_stages
        stages = [one for one in call.stages.values() if not one.end and set(one.concerns) & set(call.tracks)]
        named = [
            (one.id, _("草稿") if one.office == "applicant" else one.name, one.id in mine) for one in stages
        ]
        first = next((n for n, one in enumerate(stages, start=1) if one.office == "applicant"), 0)
        named[first:first] = [("returned", _("退回修改"), False)]
        parts = {one.id: APPLICANT if one.office == "applicant" else ELSEWHERE for one in stages}
        parts |= {**dict.fromkeys(mine, MINE), "returned": APPLICANT, "closed": CLOSED}
        named = [*named, ("closed", _("已结束"), False)]
        return [Count(name, counted[id], hot, parts[id]) for id, name, hot in named]

    @property
    def filters(self) -> list[Filter]:
        """The procedures of which there is something, if there are several."""
        call, counts = self.desk.call, self.desk.counts
        named = {**call.tracks, **call.rounds}
        found = [Filter(id, one.name, counts.total(procedures=(id,))) for id, one in named.items()]
        found = [one for one in found if one.number]
        return [Filter("", _("全部"), counts.total()), *found] if len(found) > 1 else []

    @property
    def groups(self) -> list[Group]:
        """The rows that run, by when they are due; then those that wait for others."""
        mine = [shown(row) for row in self.desk.mine]
        by_time = [
            (_("已过截止日"), [one for one in mine if one.days_left is not None and one.days_left < 0]),
            (_("今天要办"), [one for one in mine if one.days_left == 0]),
            (_("三天内"), [one for one in mine if one.days_left is not None and 0 < one.days_left <= SOON]),
            (_("以后"), [one for one in mine if one.days_left is not None and one.days_left > SOON]),
            (_("等您办理，没有截止日"), [one for one in mine if one.days_left is None]),
        ]
        others = ((_("等申报主体"), APPLICANT), (_("在别的部门"), ELSEWHERE))
        named = [*by_time, *((title, self._rows(part)) for title, part in others)]
        return [Group(title, rows) for title, rows in named if rows]

    @property
    def closed(self) -> list[ShownRow]:
        """The rows that are over."""
        return self._rows(CLOSED)

    @property
    def closed_total(self) -> int:
        """How many are over."""
        return self.desk.parts[CLOSED].total

    @property
    def more(self) -> list[More]:
        """Of what runs, the parts that have more rows than stand on the page."""
        parts = [(one, self.desk.parts[one]) for one in (MINE, APPLICANT, ELSEWHERE)]
        return [More(name, one.total, one.after) for name, one in parts if one.after]

    @property
    def more_closed(self) -> More | None:
        """Where those that are over go on; None if all stand on the page."""
        part = self.desk.parts[CLOSED]
        return More(CLOSED, part.total, part.after) if part.after else None

    def _rows(self, part: str) -> list[ShownRow]:
        return [shown(row) for row in self.desk.parts[part].rows]


def headline(pages: Sequence[DeskPage]) -> str:
    """Return one sentence on what is to be done first."""
    waiting = sum(page.desk.parts[MINE].total for page in pages)
    days = [_days_left(row.due) for page in pages for row in page.desk.mine]
    if not waiting:
        return _("现在没有等您办理的。")
    if len(days) < waiting:
        return _("%(count)d 件等您办理，最急的在最前面") % {"count": waiting}
    today = sum(one is not None and one <= 0 for one in days)
    soon = sum(one is not None and 0 < one <= SOON for one in days)
    if today:
        return _("今天先办 %(today)d 件，三天内还有 %(soon)d 件") % {"today": today, "soon": soon}
    if soon:
        return _("三天内要办 %(soon)d 件，等您办理的一共 %(all)d 件") % {"soon": soon, "all": waiting}
    return _("%(count)d 件等您办理") % {"count": waiting}


def shown(row: DeskRow) -> ShownRow:
    """Return a row with its words."""
    findings = row.check.findings if row.check else ()
    return ShownRow(row, _situation(row), _days_left(row.due), tally(findings))


def _days_left(due: date | None) -> int | None:
    return (due - clock.today()).days if due else None


def _situation(row: DeskRow) -> str:
    """What stands in the way of the act that leads on, or what the row waits for."""
    if row.check is not None:
        return _next_act(row)
    days = (clock.today() - row.since).days
    if row.application.closed or not _with_applicant(row):
        return row.stage
    if row.helped:
        return _("您在协助填写，%(left)s") % {"left": _left(row)}
    if row.application.number:
        return _("退回 %(days)d 天，还没有重新提交") % {"days": days}
    can = [one.action.name for one in row.acts if one.refusal is None]
    if can:
        between = "”" + _("、") + "“"
        return _("还没有提交；您可以“%(actions)s”") % {"actions": between.join(can)}
    unchanged = _("今天改过") if days == 0 else _("%(days)d 天没有改动") % {"days": days}
    return _("还没有提交，%(left)s，%(unchanged)s") % {"left": _left(row), "unchanged": unchanged}


def _left(row: DeskRow) -> str:
    """How far a draft is."""
    if not row.missing:
        return _("都填好了")
    return _("还差 %(count)d 处没有填好") % {"count": row.missing}


def _next_act(row: DeskRow) -> str:
    forward = [one for one in row.acts if one.action.to and one.action.kind not in AGAINST]
    if not forward:
        return row.stage
    first = forward[0]
    return first.refusal.reason if first.refusal else _("可以“%(action)s”") % {"action": first.action.name}


def _with_applicant(row: DeskRow) -> bool:
    return row.call.stages[row.application.stage].office == "applicant"
