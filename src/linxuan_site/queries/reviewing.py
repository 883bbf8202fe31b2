"""What offices found while they reviewed an application."""

from collections.abc import Iterable

from django.db.models import QuerySet

from linxuan.programme import lookup
from linxuan.programme.definition import Call
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Account, Application, ConditionJudgement
from linxuan_site.permissions import keys_of
from linxuan_site.queries.beside import nothing_beside
from linxuan_site.queries.desk_rows import kinds_recorded_by

RULE, JUDGEMENT = "rule:", "judgement:"


def conditions_to_judge(call: Call, application: Application) -> frozenset[str]:
    """Return what may be judged at the stage of an application: `rule:ID` and `judgement:ID`."""
    procedure, stage = application.procedure, application.stage
    rules = (f"{RULE}{one.id}" for one in lookup.rules_of(call, procedure))
    own = (one for one in lookup.judgements_of(call, procedure) if stage in one.stages)
    return frozenset([*rules, *(f"{JUDGEMENT}{one.id}" for one in own)])


def judges(call: Call, application: Application, account: Account) -> bool:
    """Tell whether the account's office judges the conditions now: the application lies on its desk."""
    kinds = kinds_recorded_by(call, account)
    return not application.closed and call.stages[application.stage].office in kinds


def judgements_of(application: Application) -> list[ConditionJudgement]:
    """Return every judgement on an application that counts: of each office the newest on each condition."""
    if nothing_beside(application, "judgements"):
        return []
    newest = {(one.office, one.office_key, one.condition): one for one in _judgements(application.pk)}
    return list(newest.values())


@kept_read
def _judgements(application: int) -> "QuerySet[ConditionJudgement]":
    rows = ConditionJudgement.objects.filter(application=application)
    return rows.select_related("judged_by").order_by("pk")


def own_judgements(rows: Iterable[ConditionJudgement], account: Account) -> dict[str, ConditionJudgement]:
    """Return those of the account's own office, by condition; whose cases it took over count as its own."""
    office = account.office
    if office is None:
        return {}
    keys = keys_of(office)
    own = (one for one in rows if one.office == office.kind and one.office_key in keys)
    return {one.condition: one for one in sorted(own, key=lambda one: one.pk)}
