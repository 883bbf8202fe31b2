"""Revocations of titles: each a case with its steps, which are never changed, and what follows from a decision."""

from django.db import models
from django.db.models import F, Q

from linxuan.revocation import BEGUN, ENDS, MOVES, STATES
from linxuan_site.models.calls import IssuedPaper
from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import Account, Office, Organisation
from linxuan_site.models.register import Designation, RegisterEvent

RULE, OFFICER, ELSEWHERE = "rule", "officer", "elsewhere"
ORIGINS = (RULE, OFFICER, ELSEWHERE)
KEPT_STATES = tuple(state for state in STATES if state not in ("silent", "final"))
"""Those that a step leads to; the others come by the day."""
_BEGUN = tuple(state for state in BEGUN if state != "silent")
_REVOKED = ("revoked", "appealed", "upheld")
WITH_DOCUMENT = tuple(act for act, move in MOVES.items() if "document" in move.needs)


class RevocationCase(models.Model):
    """A title that is to be taken away, or was. Its columns say where its steps have led to."""

    designation = models.ForeignKey(Designation, models.PROTECT, related_name="revocation_cases")
    origin = models.CharField(max_length=10)
    """Who began it: a rule of standing by itself, an officer, or another authority that decided it all."""
    rule = models.CharField(max_length=60, blank=True)
    clause = models.CharField(max_length=60, blank=True)
    basis = models.CharField(max_length=64, blank=True)
    """Of a rule: a digest of the facts for which it proposed. The same facts propose once."""
    reason = models.TextField()
    state = models.CharField(max_length=10)
    notified_on = models.DateField(null=True)
    answer_until = models.DateField(null=True)
    answered = models.BooleanField(default=False)
    decided_on = models.DateField(null=True)
    appeal_until = models.DateField(null=True)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["designation"],
                condition=~Q(state__in=sorted(ENDS)),
                name="revocation_case_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["designation", "basis"],
                condition=~Q(basis=""),
                name="revocation_proposed_once_for_the_same",
            ),
            models.CheckConstraint(condition=Q(state__in=KEPT_STATES), name="revocation_state_known"),
            models.CheckConstraint(
                condition=Q(origin=RULE) & ~Q(rule="") & ~Q(basis="")
                | Q(origin__in=(OFFICER, ELSEWHERE), basis=""),
                name="revocation_origin_known",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="revocation_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(state__in=("notified", "answered"))
                | Q(notified_on__isnull=False, answer_until__gt=F("notified_on")),
                name="revocation_notified_with_time_to_answer",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_BEGUN)
                | Q(state__in=("withdrawn", "kept"))
                | Q(origin=ELSEWHERE, decided_on__isnull=False)
                | Q(notified_on__isnull=False, decided_on__isnull=False),
                name="revocation_decided_after_a_notice",
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="revocation_by_state")]


class RevocationStep(Signed):
    """One step of a case; the last says where it stands."""

    case = models.ForeignKey(RevocationCase, models.PROTECT, related_name="steps")
    position = models.PositiveIntegerField()
    act = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    """What it led to."""
    reason = models.TextField(blank=True)
    document = models.CharField(max_length=200, blank=True)
    day = models.DateField()
    """The business day on which it was done."""
    holds_from = models.DateField(null=True)
    """The day that a decision bears, or from which a title is restored."""
    until = models.DateField(null=True)
    """The last day of what is awaited then."""
    received_on = models.DateField(null=True)
    """When an answer or an appeal came that an office entered."""
    event = models.ForeignKey(RegisterEvent, models.PROTECT, null=True, related_name="+")
    """What it did to the register."""
    paper = models.ForeignKey(IssuedPaper, models.PROTECT, null=True, related_name="+")
    """The notice or letter that was made of it."""
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    """None where a rule proposed by itself."""
    at = models.DateTimeField()

    class Meta:
        ordering = ["case", "position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="revocation_step_position_once"),
            models.CheckConstraint(condition=Q(act__in=sorted(MOVES)), name="revocation_step_known"),
            models.CheckConstraint(
                condition=Q(state__in=KEPT_STATES), name="revocation_step_leads_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(act="notify") | ~Q(reason=""), name="revocation_step_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(act__in=WITH_DOCUMENT) | ~Q(document=""),
                name="revocation_decision_names_its_document",
            ),
            models.CheckConstraint(
                condition=Q(act="propose") | Q(by__isnull=False), name="revocation_step_by_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(act__in=("revoke", "enter", "restore", "annul")) | Q(event__isnull=False),
                name="revocation_decision_stands_in_the_register",
            ),
        ]


class RevocationFile(models.Model):
    """What an entity hands in with its answer or appeal, or an office with a decision."""

    step = models.ForeignKey(RevocationStep, models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    came_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="revocation_file_not_empty")]


class Ban(Signed):
    """What a decision brings beside the loss of the title: no new application, or no recommendation, until a day.

    It ends with its days, and with its decision: where the title was restored it counts no more.
    """

    step = models.ForeignKey(RevocationStep, models.PROTECT, related_name="bans")
    programme = models.CharField(max_length=200)
    authority = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="bans")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="bans")
    from_day = models.DateField()
    until_day = models.DateField()
    """The last day, which ends at 24:00."""
    clause = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, office=None)
                | Q(organisation=None, office__isnull=False),
                name="ban_of_an_organisation_or_an_office",
            ),
            models.CheckConstraint(condition=Q(until_day__gte=F("from_day")), name="ban_has_days"),
        ]


class RectifyOrder(Signed):
    """What an entity was told to put right, under a rule of standing, by a last day where the rule gives a time."""

    designation = models.ForeignKey(Designation, models.PROTECT, related_name="rectify_orders")
    rule = models.CharField(max_length=60)
    year = models.PositiveIntegerField()
    """The year of the grade for which it was ordered."""
    ordered_on = models.DateField()
    until = models.DateField(null=True)
    reason = models.TextField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["designation", "rule", "year"], name="rectify_ordered_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="rectify_order_says_what"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("ordered_on")), name="rectify_order_gives_time"
            ),
        ]


class RectifyDone(Signed):
    """That an office saw it put right, and on which day it was."""

    order = models.OneToOneField(RectifyOrder, models.PROTECT, related_name="done")
    done_on = models.DateField()
    reason = models.TextField()
    """What was seen."""
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="rectify_done_says_what")]
