"""Packages of administrators: received, inspected in a confined child, published or put aside."""

import re
from dataclasses import asdict
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from django.db import transaction
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme.archive import LARGEST_ARCHIVE
from linxuan.programme.kept import contents_of
from linxuan.programme.reading import read_files
from linxuan.programme.template_files import is_layout, is_template
from linxuan.screening.package import inspect_archive
from linxuan_site.actions.calls import faults_of_templates, publish_files
from linxuan_site.actions.recording import reason, record
from linxuan_site.models import Account, PublishedCall, UploadedPackage
from linxuan_site.models.packages import DISCARDED, FAULTY, PUBLISHED, SOUND
from linxuan_site.queries.packages import bytes_of

_ID = re.compile(r"[a-z][a-z0-9-]{1,59}")


def receive_package(name: str, content: bytes, *, call: str, by: Account) -> UploadedPackage:
    """Keep an uploaded archive with all that its inspection finds; raises `BadInput` for what is no package.

    `call` is the id of the call; empty takes the name of the folder in the archive. The archive is
    opened and read by a child that reaches nothing else; this process only ever reads a package in which
    the child found no fault. Its templates are tried on a specimen, in a child as well.
    """
    if len(content) > LARGEST_ARCHIVE:
        raise BadInput(
            say("压缩文件超过 {most} MB，不像程序包", most=LARGEST_ARCHIVE // 1_000_000), field="package"
        )
    wanted = call.strip()
    if wanted and not _ID.fullmatch(wanted):
        raise BadInput(_id_words(wanted), field="call")
    report = _inspected(content, wanted)
    if not _ID.fullmatch(report["id"]):
        raise BadInput(_id_words(report["id"]), field="call")
    current = _newest(report["id"])
    if current is not None and not wanted:
        # The folder told which call it is: now it is known what to compare it with.
        report = _inspected(content, report["id"])
    report["errors"] += _faults_of_templates(report)
    return UploadedPackage.objects.create(
        call=report["id"],
        name=report["name"][:200],
        authority=report["authority"][:200],
        digest=report["digest"],
        files=report.pop("files"),
        report=report,
        file_name=PurePath(name.replace("\\", "/")).name[-200:],
        against=current,
        uploaded_by=by,
        uploaded_at=timezone.now(),
        state=FAULTY if report["errors"] else SOUND,
    )


@transaction.atomic
def publish_package(package_id: int, *, why: str, by: Account) -> PublishedCall:
    """Publish an uploaded package as the next version of its call; raises `Refused` where it may not be.

    Applications keep the version that they were begun under.
    """
    package = UploadedPackage.objects.select_for_update().get(pk=package_id)
    # Two who publish the same call queue on its first version.
    PublishedCall.objects.select_for_update().defer("files").filter(call=package.call, version=1).first()
    current = _newest(package.call)
    _refuse_to_publish(package, current)
    told = reason(why)
    published = publish_files(bytes_of(package), package.call)
    if published.digest != package.digest:
        raise Refused(say("程序包与核对时的不一致，请重新上传"), code="package")
    package.state, package.published = PUBLISHED, published
    package.save(update_fields=["state", "published"])
    record(
        "programme.published",
        f"call:{package.call}",
        published.name,
        by=by,
        why=told,
        details={
            "before": say("第 {number} 版", number=current.version) if current else "",
            "after": say("第 {number} 版", number=published.version),
            "digest": published.digest,
        },
    )
    return published


@transaction.atomic
def discard_package(package_id: int, *, by: Account) -> UploadedPackage:
    """Put an uploaded package aside; it stays to be looked at, and is not published any more."""
    package = UploadedPackage.objects.select_for_update().get(pk=package_id)
    if package.state == PUBLISHED:
        raise Refused(say("已经发布的版本不能放弃；要改，请上传新的一版"), code="package")
    package.state = DISCARDED
    package.save(update_fields=["state"])
    record("programme.discarded", f"call:{package.call}", package.name, by=by)
    return package


def _refuse_to_publish(package: UploadedPackage, current: PublishedCall | None) -> None:
    if package.state == FAULTY:
        count = len(package.report["errors"])
        raise Refused(say("程序包有{count}处错误，改好后再上传", count=count), code="package")
    if package.state != SOUND:
        raise Refused(say("这一份已经发布或放弃"), code="package")
    if current is None:
        return
    if package.against_id != current.pk:
        told = say("{call}在这一份上传以后又发布过一版，请重新上传，看清与新版的差别", call=package.call)
        raise Refused(told, code="overtaken")
    if PublishedCall.objects.filter(call=package.call, digest=package.digest).exists():
        raise Refused(say("与已经发布的一版完全相同"), code="package")
    if package.authority != current.authority:
        # Officers find their cases by the authority: another one would take these from their desks.
        told = say(
            "主管部门由“{before}”改成了“{after}”：办理中的申报会离开原来的部门，不能这样发布",
            before=current.authority,
            after=package.authority,
        )
        raise Refused(told, code="package")


def _inspected(content: bytes, id: str) -> dict[str, Any]:
    current = _newest(id) if id else None
    with TemporaryDirectory(prefix="linxuan-package-") as folder:
        path = Path(folder) / "package.zip"
        path.write_bytes(content)
        try:
            return inspect_archive(path, id, current.files if current else {})
        except BadInput as fault:
            raise BadInput(fault.problem, field="package") from fault


def _faults_of_templates(report: dict[str, Any]) -> list[dict[str, Any]]:
    """What goes wrong where the templates of a package without faults lay out a specimen."""
    if report["errors"] or not any(is_template(file) or is_layout(file) for file in report["files"]):
        return []
    call = read_files(contents_of(report["files"]), report["id"])
    return [asdict(fault) for fault in faults_of_templates(call)]


def _newest(call: str) -> PublishedCall | None:
    return PublishedCall.objects.filter(call=call).order_by("version").last()


def _id_words(written: str) -> str:
    if not written:
        return say("请写明项目的代号，如 prize-2030：压缩文件里没有一个装着程序包的文件夹")
    return say("“{id}”不能作项目的代号：用小写英文字母、数字和 -，字母开头，最多60个字符", id=written[:80])
