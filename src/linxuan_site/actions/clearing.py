"""What somebody uploaded and never used is removed after some days: files of refused forms, and discarded lists.

What was entered is kept, and what waits to be entered stays. Of a discarded list the row stays, and says when its
file was removed.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from linxuan_site.actions.storing import held_before, let_go
from linxuan_site.models import ListUpload
from linxuan_site.models.list_imports import DISCARDED, WAITING


def unused_uploads() -> int:
    """Return how many files `clear_unused_uploads` would remove now."""
    return len(_unused())


def clear_unused_uploads() -> int:
    """Remove them; return how many were. Asked again it finds nothing to do."""
    unused = _unused()
    for digest in unused:
        let_go(digest)
        discarded = ListUpload.objects.filter(digest=digest, state=DISCARDED, cleared_at=None)
        discarded.update(cleared_at=timezone.now())
    return len(unused)


def _unused() -> list[str]:
    """The digests of the files that are held for longer than that, and of which no list has use."""
    bound = _bound()
    old = held_before(bound)
    needed = ListUpload.objects.filter(_needs(bound), digest__in=old).values_list("digest", flat=True)
    return sorted(set(old) - set(needed))


def _bound() -> datetime:
    """Since before when a file has to be held."""
    return timezone.now() - timedelta(days=settings.UNUSED_UPLOAD_DAYS)


def _needs(bound: datetime) -> Q:
    """Which lists have use of their file: those that wait, and those that were discarded lately."""
    return Q(state=WAITING) | Q(state=DISCARDED, discarded_at__gte=bound)
