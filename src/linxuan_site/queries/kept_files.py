"""Which files rows speak of: each under its digest, with the path at which it is kept."""

from django.db.models import QuerySet

from linxuan_site.models import Attachment, IssuedPaper

NEWEST = 10
ANY = 10


def sample_of_files() -> list[tuple[str, str]]:
    """Return the digest and the path of some files that should be there: the newest, and some of all."""
    kept = [(digest, f"{digest[:2]}/{digest}") for digest in _some(Attachment.objects.values_list("digest"))]
    papers = IssuedPaper.objects.values_list("digest", "file")
    return sorted({*kept, *papers.order_by("-pk")[:NEWEST]})


def _some(rows: "QuerySet[Attachment, tuple[str]]") -> set[str]:
    """The newest and, spread over all keys, others: no table is counted or shuffled for it."""
    newest = rows.order_by("-pk")[:NEWEST]
    last = Attachment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    spread = [last * number // ANY for number in range(1, ANY)]
    return {digest for (digest,) in [*newest, *rows.filter(pk__in=spread).order_by("pk")]}
