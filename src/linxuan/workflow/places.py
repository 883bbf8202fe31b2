"""The places of quotas: which count a case, and whether one is free."""

from collections.abc import Iterator

from linxuan.errors import Refused
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Action, Call, Quota
from linxuan.quotas import counts, key_of, limit_of
from linxuan.rules.terms import Value
from linxuan.workflow.attempt import Attempt, applies, record_of_case
from linxuan.workflow.case import Case
from linxuan.workflow.offices import in_charge


def quotas_for(call: Call, case: Case, action: Action) -> tuple[Quota, ...]:
    """Return the quotas that count this case when the action is done, in the order of the package."""
    record = record_of_case(call, case)
    return tuple(
        quota
        for quota in lookup.quotas_at(call, action.id, case.procedure)
        if applies(quota, case, record, None) and counts(quota, case.procedure, case.category, record)
    )


def quota_key(call: Call, quota: Quota, case: Case) -> str:
    """Return the value that the quota is counted apart by for this case; '' where it is counted as one."""
    return "/".join(key_of(quota, quota_values(call, quota, case)))


def limit_for(call: Call, quota: Quota, case: Case) -> int:
    """Return the number of places of the quota that this case competes for."""
    key = key_of(quota, quota_values(call, quota, case))
    return limit_of(call, quota, key, record_of_case(call, case))


def quota_values(call: Call, quota: Quota, case: Case) -> dict[str, Value | None]:
    """Return what a case is counted by: where several levels recommend, each has places of its own."""
    values = record_of_case(call, case).values
    with_rows = [call.offices[one] for one in call.actions[quota.at].by if one in call.offices]
    keys = {office.id: key for office in with_rows if (key := in_charge(call, case, office))}
    kind = next(iter(keys), "")
    return {**values, **({"recommender": keys[kind], "recommender_kind": kind} if kind else {})}


def full_quotas(attempt: Attempt) -> Iterator[Refused]:
    """Yield a refusal for each quota without a free place; one in principle only asks for a reason."""
    for quota in quotas_for(attempt.call, attempt.case, attempt.action):
        limit, taken = limit_for(attempt.call, quota, attempt.case), attempt.taken.get(quota.id, 0)
        if taken < limit or quota.strength == "preference":
            continue
        if quota.strength == "mandatory":
            yield Refused(_full(limit, taken), clause=quota.clause, code="quota", element=quota.id)
        elif not attempt.act.reason.strip():
            yield Refused(
                _reason_wanted(limit, taken), clause=quota.clause, code="need:reason", element=quota.id
            )


def _full(limit: int, taken: int) -> str:
    return say(
        "名额 {limit} 个以内，已用 {taken} 个，不能再加。要加入，请先移出一家。", limit=limit, taken=taken
    )


def _reason_wanted(limit: int, taken: int) -> str:
    return say("名额原则上 {limit} 个以内，已用 {taken} 个。要再加，请写明理由。", limit=limit, taken=taken)
