"""Who may do what to an application, when, and what comes of it: decided here and nowhere else."""

from linxuan.workflow.case import APPLICANT, Act, Actor, Case, PutOff, Transition
from linxuan.workflow.deadlines import LastDay, counts_earlier, due, earlier_day, last_days, open_day
from linxuan.workflow.decide import Possibility, decide, own_actions, possible_actions
from linxuan.workflow.needs import eligibility
from linxuan.workflow.offices import in_charge, office_name
from linxuan.workflow.places import limit_for, quota_key, quota_values, quotas_for
from linxuan.workflow.receiving import last_day_to_receive, receiving_actions

__all__ = [
    "APPLICANT",
    "Act",
    "Actor",
    "Case",
    "LastDay",
    "Possibility",
    "PutOff",
    "Transition",
    "counts_earlier",
    "decide",
    "due",
    "earlier_day",
    "eligibility",
    "in_charge",
    "last_day_to_receive",
    "last_days",
    "limit_for",
    "office_name",
    "open_day",
    "own_actions",
    "possible_actions",
    "quota_key",
    "quota_values",
    "quotas_for",
    "receiving_actions",
]
