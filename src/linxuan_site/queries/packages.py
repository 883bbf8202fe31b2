"""Reads of uploaded packages, of the versions of a call, and of who stands under which version."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Q

from linxuan.programme.definition import Call
from linxuan.programme.kept import contents_of
from linxuan.programme.reading import read_files
from linxuan_site.models import Application, PublishedCall, UploadedPackage
from linxuan_site.models.packages import FAULTY, SOUND

_MOST_WAITING = 50


@dataclass(frozen=True)
class Version:
    """A published version, and how many applications stand under it."""

    published: PublishedCall
    applications: int
    running: int


@dataclass(frozen=True)
class Programme:
    """A call with the newest of its versions."""

    newest: PublishedCall
    versions: int


def programmes() -> list[Programme]:
    """Return every call with its newest version, the one published last in front."""
    found: dict[str, Programme] = {}
    for one in PublishedCall.objects.defer("files").order_by("call", "version"):
        found[one.call] = Programme(one, found[one.call].versions + 1 if one.call in found else 1)
    return sorted(found.values(), key=lambda each: each.newest.published_at, reverse=True)


def versions_of(call: str) -> list[Version]:
    """Return the versions of a call, the newest first, with how many applications each one has."""
    counted = (
        Application.objects.filter(call=call)
        .values("published_call")
        .annotate(all=Count("pk"), running=Count("pk", filter=Q(closed=False)))
        .order_by()
    )
    by_version = {one["published_call"]: one for one in counted}
    none = {"all": 0, "running": 0}
    rows = PublishedCall.objects.filter(call=call).defer("files").order_by("-version")
    found = [(row, by_version.get(row.pk, none)) for row in rows]
    return [Version(row, counts["all"], counts["running"]) for row, counts in found]


def waiting_packages(call: str = "") -> Sequence[UploadedPackage]:
    """Return the uploads that are neither published nor put aside, the newest first, without their files."""
    rows = UploadedPackage.objects.filter(state__in=(FAULTY, SOUND)).select_related("uploaded_by")
    rows = rows.filter(call=call) if call else rows
    return list(rows.defer("files", "report").order_by("-pk")[:_MOST_WAITING])


def package(package_id: int) -> UploadedPackage | None:
    """Return an upload without its files; None if there is none."""
    rows = UploadedPackage.objects.select_related("uploaded_by", "against", "published")
    return rows.defer("files", "against__files", "published__files").filter(pk=package_id).first()


def bytes_of(package: UploadedPackage) -> dict[str, bytes]:
    """Return the files of an upload as a package is read from."""
    return contents_of(package.files)


def definition_of_package(package: UploadedPackage) -> Call | None:
    """Return what an upload without faults defines; None for one that has any."""
    return _definition(package.pk) if not package.report["errors"] else None


@lru_cache(maxsize=8)
def _definition(package_id: int) -> Call:
    # What was uploaded never changes (the database refuses it), so the cache cannot be stale.
    found = UploadedPackage.objects.only("files", "call").get(pk=package_id)
    return read_files(bytes_of(found), found.call)
