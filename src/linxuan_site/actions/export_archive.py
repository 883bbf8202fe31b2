"""The archive of a call: tables, answers as JSON, files, papers, and a manifest with digests.

- `applications.csv`: a row an application that was ever submitted;
- `applications/NUMBER/application.json`: what was filed last, and every step without the names of officers;
- `applications/NUMBER/files/…`: what was handed in; `papers/…`: what offices made;
- `manifest.json`, last: from which versions of the package and when, and the SHA-256 of every member.

Objections are in none of it: who objects is confidential.
"""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.core.files.storage import default_storage

from linxuan.errors import Refused
from linxuan_site import clock
from linxuan_site.actions.inspecting import original, ready
from linxuan_site.documents.list_file import cells_of, csv_line
from linxuan_site.models import Application, Attachment, Export, PublishedCall
from linxuan_site.queries.cases import kept_attachments
from linxuan_site.queries.exports import every_exported, papers_made
from linxuan_site.queries.listing import row_of

FORMAT = "linxuan-export/1"
HEAD = ("number", "name", "credit_code", "procedure", "category", "in_charge", "stage", "verdict", "filed_on")


def write_archive(export: Export, path: Path, beat: Callable[[int], None]) -> int:
    """Write the archive and return how many applications are in it; `beat` hears how many are done."""
    members: dict[str, dict[str, Any]] = {}
    table = ["\ufeff" + csv_line(HEAD)]
    count, began = 0, clock.now()
    with ZipFile(path, "w", ZIP_DEFLATED, allowZip64=True) as archive:

        def put(name: str, content: bytes, *, packed: bool = True) -> None:
            members[name] = {"size": len(content), "sha256": sha256(content).hexdigest()}
            archive.writestr(name, content, ZIP_DEFLATED if packed else ZIP_STORED)
            beat(count)

        for application in every_exported(export.call, export.office):
            row = row_of(application)
            table.append(csv_line(cells_of(row, verdict=row.verdict)))
            for name, content, packed in _members(application):
                put(name, content, packed=packed)
            count += 1
            beat(count)
        for paper in papers_made(export.call):
            with default_storage.open(paper.file) as file:
                put(f"papers/{paper.pk}-{plain_name(paper.name)}", file.read(), packed=False)
        put("applications.csv", "".join(table).encode())
        archive.writestr("manifest.json", _json(_manifest(export, count, began.isoformat(), members)))
    return count


def _members(application: Application) -> Iterator[tuple[str, bytes, bool]]:
    folder = f"applications/{plain_name(application.number or str(application.pk))}"
    yield f"{folder}/application.json", _json(_told(application)), True
    for one in kept_attachments(application):
        name = f"{folder}/files/{one.pk}-{plain_name(one.slot)}-{plain_name(one.name)}"
        yield from members_of_file(one, name)


def members_of_file(file: Attachment, name: str) -> Iterator[tuple[str, bytes, bool]]:
    """Return a file as others get it; where that is not as it came, beside it that one, which nothing opens."""
    try:
        made = ready(file)
    except Refused:
        made = None
    if made is not None:
        yield name, made.content, False
    if made is None or made.name != file.name:
        yield f"{name}.original", original(file).content, False


def _told(application: Application) -> dict[str, Any]:
    submission = max(application.submissions.all(), key=lambda one: one.revision, default=None)
    return {
        "number": application.number,
        "call": application.call,
        "version": application.published_call.version,
        "procedure": application.procedure,
        "category": application.category,
        "item": application.item,
        "in_charge": application.in_charge,
        "stage": application.stage,
        "applicant": application.organisation.name,
        "credit_code": application.organisation.credit_code,
        "filed_on": application.filed_on,
        "revision": submission.revision if submission else None,
        "answers": submission.answers if submission else application.answers,
        "answers_digest": submission.digest if submission else "",
        "steps": [
            {"action": one.action, "office": one.office, "opinion": one.opinion, "at": one.at}
            for one in application.steps.all()
        ],
    }


def _manifest(export: Export, count: int, began: str, members: dict[str, dict[str, Any]]) -> dict[str, Any]:
    versions = PublishedCall.objects.filter(call=export.call).order_by("version")
    return {
        "format": FORMAT,
        "call": export.call,
        "versions": [{"version": one.version, "digest": one.digest} for one in versions.defer("files")],
        "office": export.office.name,
        "began_at": began,
        "ended_at": clock.now().isoformat(),
        "applications": count,
        "members": members,
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str).encode()


def plain_name(name: str) -> str:
    """A name that is one part of a path on every system."""
    kept = "".join("_" if sign in '/\\:*?"<>|' or ord(sign) < 32 else sign for sign in name)
    return kept.strip(" .")[:100] or "_"
