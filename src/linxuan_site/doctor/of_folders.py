"""Looks at the folders and files of an installation, and at the children that open strangers' files."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.picturing import picture_confined
from linxuan.screening.confined import Stopped
from linxuan.screening.reach import landlock_version
from linxuan_site.doctor.findings import Look, fault, good, warn
from linxuan_site.documents.own_faces import own_families
from linxuan_site.queries.kept_files import sample_of_files

GIGABYTE = 2**30
LEAST, LITTLE = 1 * GIGABYTE, 5 * GIGABYTE
"""Free space below which something will fail soon, and below which it is time to act; in bytes."""
A_FEW = 3
PROBE = "doctor/probe"
ONE_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)
"""A PNG of one pixel."""


def folders() -> Look:
    """Whether the site can write where it keeps things."""
    barred = [str(one) for one in _places() if not _takes_files(one)]
    if barred:
        told = say("写不进 {folders}", folders="、".join(barred))
        return fault(told, say("让运行网站的用户拥有它：chown -R linxuan {folder}", folder=settings.VAR))
    return good(say("{folder} 写得进", folder=settings.VAR))


def _places() -> Iterator[Path]:
    roots = (settings.VAR, settings.EXPORT_ROOT, settings.SCAN_ROOT, settings.SCREENING_ROOT)
    kept = () if settings.FILES_BUCKET else (settings.MEDIA_ROOT,)
    for folder in map(Path, (*roots, *kept, tempfile.gettempdir())):
        yield next((one for one in (folder, *folder.parents) if one.exists()), folder)


def _takes_files(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def space() -> Look:
    """How much room there is, here and for uploads on their way."""
    places = {
        folder: shutil.disk_usage(folder).free for folder in (settings.VAR, Path(tempfile.gettempdir()))
    }
    folder, free = min(places.items(), key=lambda one: one[1])
    told = say("{folder} 还空 {size} GB", folder=folder, size=f"{free / GIGABYTE:.1f}")
    mend = say("换大一些的盘，或清理 var/exports、var/screenings")
    if free < LEAST:
        return fault(told, mend)
    return warn(told, mend) if free < LITTLE else good(told)


def files() -> Look:
    """Whether files are there of which rows speak: the newest, and some of all."""
    sample = sample_of_files()
    wrong = [digest for digest, path in sample if not _is_whole(digest, path)]
    if wrong:
        told = say("抽查 {count} 个文件，{wrong} 个缺失或内容不符：{names}", count=len(sample), wrong=len(wrong),
                   names="、".join(one[:12] for one in wrong[:A_FEW]))  # fmt: skip
        return fault(told, say("从备份里找回这些文件，放回 files/ 下同名的地方"))
    return good(say("抽查 {count} 个文件，都在，内容相符", count=len(sample)))


def _is_whole(digest: str, path: str) -> bool:
    try:
        with default_storage.open(path) as file:
            return sha256(file.read()).hexdigest() == digest
    except OSError:
        return False


def object_store() -> Look:
    """Whether the bucket takes a file, gives it back, and lets it go."""
    if not settings.FILES_BUCKET:
        return good(say("文件放在 {folder}", folder=settings.MEDIA_ROOT))
    try:
        path = default_storage.save(PROBE, ContentFile(PROBE.encode()))
        with default_storage.open(path) as file:
            came_back = file.read() == PROBE.encode()
        default_storage.delete(path)
    except Exception as wrong:  # noqa: BLE001 - whatever a service far away comes up with is what is wrong
        why = " ".join(str(wrong).split())
        told = say("对象存储 {bucket} 用不了：{why}", bucket=settings.FILES_BUCKET, why=why)
        return fault(told, say("检查 site.toml 里 [files] 的 endpoint、bucket 和两个密钥文件"))
    if not came_back:
        told = say("对象存储 {bucket} 给回来的不是存进去的", bucket=settings.FILES_BUCKET)
        return fault(told, say("请对象存储的管理员检查"))
    return good(say("对象存储 {bucket} 存、取、删都行", bucket=settings.FILES_BUCKET))


def static_files() -> Look:
    """Whether pages find their styles and scripts, as they are in this version."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return fault(say("样式和脚本还没有收集，页面打不开"), "./run setup")
    kept = json.loads(manifest.read_text("utf-8"))["paths"]
    stale = [name for name, path in _sources() if _differs(kept.get(name), path)]
    if stale:
        told = say(
            "{count} 个样式或脚本不是这一版的：{names}", count=len(stale), names="、".join(stale[:A_FEW])
        )
        return fault(told, "./run setup")
    return good(say("样式和脚本都收集好了"))


def _sources() -> Iterator[tuple[str, Path]]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            if name.startswith("linxuan/"):
                yield name, Path(storage.path(name))


def _differs(kept: str | None, path: Path) -> bool:
    """Collected files of style name others by their digests: only those without can be compared by content."""
    if kept is None:
        return True
    there = Path(settings.STATIC_ROOT) / kept
    return not there.exists() or (path.suffix == ".js" and there.read_bytes() != path.read_bytes())


def fonts() -> Look:
    """Whether papers can be set as the office wants them."""
    if not settings.FONTS:
        return good(say("用随系统安装的字体"))
    families = own_families() if Path(settings.FONTS).is_dir() else ()
    if not families:
        told = say("{folder} 里没有字体", folder=settings.FONTS)
        return fault(told, say("把 TTF、OTF、TTC 放进去，或去掉 site.toml 里的 fonts"))
    return good(say("本单位的字体：{names}", names="、".join(families[:A_FEW])))


def children() -> Look:
    """Whether strangers' files are opened in a child, and how far it is closed off."""
    try:
        drawn = picture_confined(ONE_DOT)
    except (BadInput, Stopped, OSError) as wrong:
        return fault(say("隔离的子进程起不来：{why}", why=wrong), say("看日志里的原因；内存至少要 600 MB"))
    if drawn is None:
        return fault(say("隔离的子进程画不出图"), "./run setup")
    version = landlock_version()
    if version < 1:
        told = say("隔离的子进程能用，但内核没有 Landlock，挡不住它读别的文件")
        return warn(told, say("用 Linux 5.13 以上、打开了 Landlock 的内核（6.7 起也挡网络）"))
    return good(say("隔离的子进程能用，Landlock 第 {version} 版", version=version))
