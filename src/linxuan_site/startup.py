"""Django is made ready only for the commands that need it."""

import os


def ready() -> None:
    """Set Django up; may be called more than once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linxuan_site.settings")
    import django

    django.setup()
