"""What people are told: kept with its facts, shown in the portal, and delivered by e-mail or SMS."""

from django.db import models
from django.db.models import Q

from linxuan_site.models.people import Account, Office

EMAIL, SMS = "email", "sms"
WAITING, HELD, SENDING, SENT, PERHAPS, GIVEN_UP = "waiting", "held", "sending", "sent", "perhaps", "given_up"
STATES = (WAITING, HELD, SENDING, SENT, PERHAPS, GIVEN_UP)


class MessageWishes(models.Model):
    """How a person wants to be told: without a row, in Chinese, everything by e-mail and nothing by SMS."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="wishes")
    language = models.CharField(max_length=20, default="zh-hans")
    """In which he is written to: the one that he last chose."""
    phone = models.CharField(max_length=20, blank=True)
    """A mobile phone for SMS, where he wants any."""
    not_mailed = models.JSONField(default=list)
    """Topics that he wants no e-mail of; they stand in the portal all the same."""
    texted = models.JSONField(default=list)
    """Topics that he wants an SMS of."""


class Message(models.Model):
    """That one person is told one thing: a topic and its facts, put into words where somebody reads it.

    It is to an account, and then stands in the portal, or to an address of somebody who has none.
    """

    topic = models.CharField(max_length=60)
    fact = models.CharField(max_length=120)
    """What happened, by a name of its own such as `step:12`: nobody is told the same thing twice."""
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="messages")
    address = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=20)
    facts = models.JSONField()
    page = models.CharField(max_length=200, blank=True)
    """The path of the page where one goes on."""
    about = models.CharField(max_length=80, blank=True)
    """What it is about: `application:12`, `case:3`."""
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    """Who tells it; None for the system and for a person without an office."""
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    """Real time, as everything that a person does to his own messages."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False, address="") | (Q(account=None) & ~Q(address="")),
                name="message_to_an_account_or_an_address",
            ),
            models.UniqueConstraint(
                fields=["topic", "fact", "account"],
                condition=Q(account__isnull=False),
                name="message_once_to_an_account",
            ),
            models.UniqueConstraint(
                fields=["topic", "fact", "address"],
                condition=Q(account=None),
                name="message_once_to_an_address",
            ),
        ]
        indexes = [
            models.Index(fields=["account"], condition=Q(read_at=None), name="message_unread"),
            models.Index(fields=["about", "id"], name="message_by_subject"),
        ]


class Delivery(models.Model):
    """One message on one way to one recipient: a row of the outbox. All times are real time."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="deliveries")
    topic = models.CharField(max_length=60)
    fact = models.CharField(max_length=120)
    channel = models.CharField(max_length=10)
    """`email` or `sms`."""
    recipient = models.CharField(max_length=254)
    """An address or a number, as it was when the message was written."""
    secret = models.JSONField(default=dict)
    """Facts that are a key, such as a link to a new password; emptied once it was sent or given up."""
    state = models.CharField(max_length=10, default=WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    """It waits at least until then."""
    claim = models.CharField(max_length=32, blank=True)
    """Who is sending it: only he writes down what became of it."""
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)
    """Why it was not sent, or is not known to have been."""

    class Meta:
        constraints = [
            # The law that nobody is told twice, in the words of the database.
            models.UniqueConstraint(
                fields=["topic", "fact", "channel", "recipient"], name="delivered_once_on_a_way"
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="delivery_state_known"),
            models.CheckConstraint(condition=Q(channel__in=(EMAIL, SMS)), name="delivery_channel_known"),
            models.CheckConstraint(condition=~Q(recipient=""), name="delivery_to_somebody"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False) | ~Q(state=SENT), name="delivery_sent_at_some_time"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="delivery_due"),
            models.Index(fields=["topic", "id"], name="delivery_by_topic"),
        ]
