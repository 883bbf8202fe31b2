"""A programme as data for everybody: its package, without what names people or is made up."""

import io
import zipfile

from django.utils.translation import gettext_lazy as _

from linxuan.programme.kept import as_bytes
from linxuan_site.queries.notices import PublicCall, package_files

LEFT_OUT = _("演示和核对用的示例不在其中，列有称号持有者的名单也不在其中，请从名录下载。")
NOT_OPEN = ("demo/", "cases/")
WHEN = (1980, 1, 1, 0, 0, 0)
"""The same package gives the same archive."""


def package_archive(public: PublicCall) -> bytes:
    """Return the files of a published package as an archive."""
    held_by = {f"lists/{title.list}.csv" for title in public.call.titles.values()}
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        for path, text in sorted(package_files(public.published).items()):
            if _is_open(path, held_by):
                written.writestr(zipfile.ZipInfo(f"{public.call.id}/{path}", WHEN), as_bytes(path, text))
    return archive.getvalue()


def _is_open(path: str, held_by: set[str]) -> bool:
    return path not in held_by and not path.startswith(NOT_OPEN)
