"""The forms of a call as one archive: of each application the revision filed last, as a PDF to print.

- `TRACK/CATEGORY/NUMBER NAME.pdf`: as `printing.printed_form` makes it;
- `目录.csv`: a row an application, with the SHA-256 of its PDF, or why there is none.

What is laid out lies in the folder of the export until the archive is complete: work that was broken off goes on
there, with the same bytes in the end. The clock is in none of them.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.papers import SigningKey
from linxuan.programme import lookup
from linxuan.programme.definition import Track
from linxuan_site.actions.export_archive import plain_name
from linxuan_site.actions.paper_keys import key_to_print
from linxuan_site.documents.form_versions import form_version
from linxuan_site.documents.forms import form_pdf
from linxuan_site.documents.list_file import csv_lines
from linxuan_site.documents.typesetting import Typeset, typesetting
from linxuan_site.models import Application, Export, Submission
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.exports import every_exported, export_folder, left_behind

INDEX = "目录.csv"
SECONDS = 20.0
"""For each form. One that takes too long is tried twice, and that must end before the export counts as lost."""


@dataclass(frozen=True)
class Forms:
    """What came of it: how many forms are in the archive, and what has to be said of the others."""

    done: int
    told: str


@dataclass(frozen=True)
class Form:
    """One line of the index: whose form, where it lies in the archive, and its file or why there is none."""

    number: str
    name: str
    procedure: str
    category: str
    revision: int
    digest: str
    made: Path | None = None
    fault: str = ""

    @property
    def member(self) -> str:
        """Its path in the archive."""
        folders = [plain_name(one) for one in (self.procedure, self.category) if one]
        return "/".join([*folders, f"{plain_name(f'{self.number} {self.name}')}.pdf"])


def write_forms(export: Export, path: Path, beat: Callable[[int], None]) -> Forms:
    """Write the archive of forms; `beat` hears how many were laid out.

    A form that cannot be laid out is told in the index and keeps none from being there. Raises `BadInput`
    where no key can be had.
    """
    applications = every_exported(export.call, export.office)
    forms = laid_out(applications, _folder_of(export), export.worker, beat)
    pack_forms(forms, path, lambda: beat(len(forms)))
    return told_of(forms)


def laid_out(
    applications: Iterable[Application], folder: Path, worker: str, beat: Callable[[int], None]
) -> list[Form]:
    """Return the form of each application, laid out in a folder; what lies there already is taken as it is."""
    key, forms = key_to_print(), list[Form]()
    with typesetting(seconds=SECONDS) as lay:
        for application in applications:
            beat(len(forms))
            forms.append(_form(_newest(application), key, lay, folder, worker))
    beat(len(forms))
    return forms


def told_of(forms: Sequence[Form]) -> Forms:
    """Return how many there are, and what has to be said of those that could not be laid out."""
    failed = sum(one.made is None for one in forms)
    told = say("{count}份申报书没有排成，原因写在压缩包的目录里", count=failed) if failed else ""
    return Forms(len(forms) - failed, told)


def _folder_of(export: Export) -> Path:
    """The folder of an export; what an earlier one like it left there becomes its own."""
    folder = export_folder(export)
    left = left_behind(export)
    if left is not None and not folder.exists():
        left.rename(folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _newest(application: Application) -> Submission:
    submission = max(application.submissions.all(), key=lambda one: one.revision)
    if submission.published_call_id == application.published_call_id:
        submission.published_call = application.published_call
    return submission


def _form(submission: Submission, key: SigningKey, lay: Typeset, folder: Path, worker: str) -> Form:
    form = _about(submission)
    made = folder / f"{form_version(submission, key)}.pdf"
    try:
        if not made.exists():
            _keep(made, form_pdf(submission, key, lay), worker)
    except BadInput as fault:
        return replace(form, fault=str(fault))
    return replace(form, made=made)


def _about(submission: Submission) -> Form:
    application = submission.application
    procedure = lookup.procedure(definition_of(submission.published_call), application.procedure)
    # As filed: a form that came back to its applicant may name another category by now.
    category = str(submission.answers.get("category") or "")
    return Form(
        number=application.number or "",
        name=str(submission.answers.get("name") or application.organisation.name),
        procedure=procedure.name,
        category=procedure.categories.get(category, "") if isinstance(procedure, Track) else "",
        revision=submission.revision,
        digest=submission.digest,
    )


def _keep(path: Path, content: bytes, worker: str) -> None:
    """Write a file that is there complete, or not at all, whenever the machine stops."""
    unfinished = path.with_name(f"{path.stem}-{worker}.part")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def pack_forms(forms: Sequence[Form], path: Path, beat: Callable[[], None]) -> None:
    """Write the archive with its index; the same forms give the same bytes."""
    rows: list[Sequence[str]] = []
    with ZipFile(path, "w", allowZip64=True) as archive:
        for one in forms:
            beat()
            content = one.made.read_bytes() if one.made else None
            if content is not None:
                archive.writestr(_entry(one.member), content, ZIP_STORED)
            rows.append(_cells(one, content))
        archive.writestr(_entry(INDEX), _index(rows), ZIP_DEFLATED)


def spread_forms(forms: Sequence[Form], folder: Path) -> None:
    """Write the forms and their index into a folder, as the archive has them."""
    rows: list[Sequence[str]] = []
    for one in forms:
        content = one.made.read_bytes() if one.made else None
        if content is not None:
            path = folder / one.member
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        rows.append(_cells(one, content))
    (folder / INDEX).write_bytes(_index(rows))


def _index(rows: Sequence[Sequence[str]]) -> bytes:
    return "".join(csv_lines(_headings(), rows)).encode()


def _headings() -> list[str]:
    return [
        say("编号"),
        say("申报主体"),
        say("类别"),
        say("子类"),
        say("稿次"),
        say("校验码"),
        say("文件"),
        "SHA-256",
        say("没有排成的原因"),
    ]


def _cells(form: Form, content: bytes | None) -> list[str]:
    about = [form.number, form.name, form.procedure, form.category, str(form.revision), form.digest]
    if content is None:
        return [*about, "", "", form.fault]
    return [*about, form.member, sha256(content).hexdigest(), ""]


def _entry(name: str) -> ZipInfo:
    """A member without a time of its own; names are UTF-8."""
    entry = ZipInfo(name)
    entry.external_attr = 0o600 << 16
    return entry
