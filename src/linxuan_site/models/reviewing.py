"""What an office leaves behind while it reviews an application: rows that are written once."""

from django.db import models
from django.db.models import Q

from linxuan_site.models.applications import Application
from linxuan_site.models.people import Account

CONFIRMED, DOUBTED, REFUSED = "confirmed", "doubted", "refused"


class ConditionJudgement(models.Model):
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
