"""What was sent, or waits, as a text of its own becomes a message with that text as its facts."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TRIES = 5


def convert(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Write every entry of the old outbox anew; what waited goes on waiting."""
    entry, message, delivery = (
        apps.get_model("linxuan_site", name) for name in ("OutboxEntry", "Message", "Delivery")
    )
    for one in entry.objects.exclude(recipient="").order_by("pk").iterator():
        secret = {"text": one.payload["text"]} if one.payload.get("holds_key") else {}
        facts = {"subject": one.payload.get("subject", ""), "text": "" if secret else one.payload.get("text", "")}
        state = "sent" if one.done_at else "given_up" if one.attempts >= TRIES else "waiting"
        fact = f"outbox:{one.pk}"
        row = message.objects.create(
            topic="earlier",
            fact=fact,
            address=one.recipient,
            language="zh-hans",
            facts=facts,
            created_at=one.created_at,
        )
        delivery.objects.create(
            message=row,
            topic="earlier",
            fact=fact,
            channel="email",
            recipient=one.recipient,
            secret=secret if state == "waiting" else {},
            state=state,
            attempts=one.attempts,
            next_try_at=one.created_at,
            sent_at=one.done_at,
            fault=one.last_error,
        )


class Migration(migrations.Migration):
    """The outbox of before."""

    dependencies = [("linxuan_site", "0050_messages")]
    operations = [
        migrations.RunPython(convert, migrations.RunPython.noop),
        migrations.DeleteModel(name="OutboxEntry"),
    ]
