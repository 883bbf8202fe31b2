"""What was written to somebody, as he reads it."""

from linxuan_site.models import Message
from linxuan_site.outbox.words import Words, words_of


def told(topic: str) -> Words:
    """Return the newest message of a topic in words."""
    return words_of(Message.objects.filter(topic=topic).latest("pk"))
