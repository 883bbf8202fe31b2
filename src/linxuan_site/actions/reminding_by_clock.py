"""The clock reminds of last days that come near: each of them once, by the timer, and nobody who has acted."""

from django.db import transaction

from linxuan_site import outbox
from linxuan_site.models import Message
from linxuan_site.queries.reminders_due import DueReminder, reminders_due


def send_reminders() -> int:
    """Write every reminder that is due, each in a transaction of its own; return how many."""
    return sum(_send(one) for one in list(reminders_due()))


def count_reminders() -> int:
    """Return how many are due; changes nothing."""
    return sum(1 for _one in reminders_due())


@transaction.atomic
def _send(reminder: DueReminder) -> bool:
    # What was done while the list was made up is no matter: a reminder that comes a minute late is true enough.
    told = outbox.Told(
        reminder.topic, reminder.fact, reminder.facts, page=reminder.page, about=reminder.about
    )
    messages: list[Message] = outbox.announce(told, to=reminder.to)
    return bool(messages)
