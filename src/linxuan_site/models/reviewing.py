"""What an office leaves behind while it reviews an application: rows that are written once."""

from django.db import models
from django.db.models import Q

from linxuan_site.models.applications import Application, Attachment, Step
from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import Account

CONFIRMED, DOUBTED, REFUSED = "confirmed", "doubted", "refused"


class ConditionJudgement(Signed):
    """What an office holds of one condition after it looked at the evidence; the newest row counts."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="judgements")
    condition = models.CharField(max_length=80)
    """`rule:ID` or `judgement:ID` of the programme."""
    office = models.CharField(max_length=60)
    office_key = models.CharField(max_length=60, blank=True)
    verdict = models.CharField(max_length=10)
    """`confirmed` 属实, `doubted` 存疑 or `refused` 不认可."""
    remark = models.TextField(blank=True)
    revision = models.PositiveIntegerField()
    """The submission that was judged."""
    judged_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=(CONFIRMED, DOUBTED, REFUSED)),
                name="condition_judgement_says_something",
            ),
        ]
        indexes = [models.Index(fields=["application", "condition", "id"], name="judgement_by_condition")]


class RemarkDraft(Signed):
    """What an office is about to tell the applicant at a field; it goes with the return."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="remark_drafts")
    field = models.CharField(max_length=80, blank=True)
    """The id of a field; empty for the application as a whole."""
    office = models.CharField(max_length=60)
    office_key = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    written_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "office", "office_key", "field"], name="remark_draft_once_a_field"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="remark_draft_says_something"),
        ]


class Remark(Signed):
    """What an office told the applicant about a field of a submission, with the step that sent it back."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="remarks")
    sent_with = models.ForeignKey(Step, models.PROTECT, related_name="remarks")
    field = models.CharField(max_length=80, blank=True)
    """The id of a field; empty for the application as a whole."""
    revision = models.PositiveIntegerField()
    """The submission that it is about."""
    text = models.TextField()
    office = models.CharField(max_length=60)
    office_key = models.CharField(max_length=60, blank=True)
    written_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="remark_says_something")]
        indexes = [models.Index(fields=["application", "id"], name="remark_by_application")]


class CreditCheck(Signed):
    """What an office found when it looked an applicant up in a register of credit; never changed."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="credit_checks")
    source = models.CharField(max_length=200)
    """Where it was looked up."""
    checked_at = models.DateTimeField()
    clear = models.BooleanField()
    """Whether nothing was found that somebody has to look at."""
    result = models.TextField(blank=True)
    file = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    office = models.CharField(max_length=60)
    office_key = models.CharField(max_length=60, blank=True)
    checked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="credit_check_names_its_source"),
            models.CheckConstraint(
                condition=Q(clear=True) | ~Q(result=""), name="credit_check_says_what_was_found"
            ),
        ]
        indexes = [models.Index(fields=["application", "id"], name="credit_check_by_application")]


class Help(Signed):
    """That an office helps an applicant to fill in a draft: who began it and why, who ended it and when."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="helps")
    office = models.CharField(max_length=60)
    office_key = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    started_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_firm = models.CharField(max_length=200, null=True)
    ended_on_behalf_of = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    ended_on_behalf_of_name = models.CharField(max_length=60, null=True)
    ended_token_name = models.CharField(max_length=60, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(ended_at=None), name="help_open_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="help_ended_by_somebody",
            ),
        ]
