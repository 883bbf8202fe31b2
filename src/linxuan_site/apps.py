"""The one Django app."""

from django.apps import AppConfig


class LinxuanConfig(AppConfig):
    """Linxuan as a Django app."""

    name = "linxuan_site"
    label = "linxuan_site"
    verbose_name = "遴选"
