"""What people are told: written with the facts in one transaction, delivered after the commit, never twice.

`announce` tells the people of an organisation, `tell` single persons, `send_key` one address a key. What they write
are messages (`linxuan_site.models.messages`): facts, not texts. `words` puts them into words by the templates in
`texts/`, in the language of whoever reads; `delivering` sends them.
"""

from linxuan_site.outbox.background import wake
from linxuan_site.outbox.delivering import deliver, waiting
from linxuan_site.outbox.writing import Told, announce, send_key, tell

__all__ = ["Told", "announce", "deliver", "send_key", "tell", "waiting", "wake"]
