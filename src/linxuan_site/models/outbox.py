"""What must happen after a commit: written with the facts, carried out later."""

from django.db import models


class OutboxEntry(models.Model):
    """A message to send. `done_at` is set when it was sent; `attempts` counts the tries."""

    topic = models.CharField(max_length=60)
    recipient = models.EmailField(blank=True)
    payload = models.JSONField()
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
