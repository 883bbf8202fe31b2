"""The one Django app."""

import threading

from django.apps import AppConfig
from django.urls import base as addresses
from django.utils import timezone
from django.utils.translation import trans_real as translations

KEPT_BY_THREAD = (
    (translations, "_active"),
    (timezone, "_active"),
    (addresses, "_prefixes"),
    (addresses, "_urlconfs"),
)
"""Where Django keeps the language, the time zone and the roots of addresses of who is served now."""


class LinxuanConfig(AppConfig):
    """Linxuan as a Django app."""

    name = "linxuan_site"
    label = "linxuan_site"
    verbose_name = "遴选"

    def ready(self) -> None:
        """Keep what Django keeps for a task or thread for a thread alone: here a request is one thread's.

        Django asks for the language two hundred times a page, and each time asgiref locks, looks whose task it is, and
        asks there: of the pages of a form that was a tenth of the processor time.
        """
        for module, name in KEPT_BY_THREAD:
            own = threading.local()
            # What was set for the thread that starts up stays set.
            value = getattr(getattr(module, name), "value", own)
            if value is not own:
                own.value = value
            setattr(module, name, own)
