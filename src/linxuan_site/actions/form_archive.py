"""The forms of a call laid out at once, into an archive or a folder that is named: for a command."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site.actions.export_forms import Forms, laid_out, pack_forms, spread_forms, told_of
from linxuan_site.models import Account
from linxuan_site.permissions import archives_forms, office_of
from linxuan_site.queries.calls import current_call
from linxuan_site.queries.exports import every_exported, exported

ARCHIVE = ".zip"


def archive_forms(call: str, out: Path, *, account: Account, progress: Callable[[int, int], None]) -> Forms:
    """Write the forms of the applications in charge of the account's office to a ZIP, or into a folder.

    What is laid out lies beside it, in `OUT.parts`, until all of it is there: broken off and begun again, it goes
    on. `progress` hears how many are laid out, of how many. Raises `Refused` for whoever is in no such office.
    """
    authority = current_call(call).authority
    if not archives_forms(account, authority):
        raise Refused(say("全部申报由{authority}导出", authority=authority), code="office")
    office = office_of(account)
    total = exported(call, office).count()
    parts = _parts(out)
    forms = laid_out(
        every_exported(call, office), parts, str(os.getpid()), lambda done: progress(done, total)
    )
    if out.suffix.lower() == ARCHIVE:
        unfinished = parts / "archive.part"
        pack_forms(forms, unfinished, lambda: None)
        unfinished.replace(out)
    else:
        spread_forms(forms, out)
    shutil.rmtree(parts)
    return told_of(forms)


def _parts(out: Path) -> Path:
    """The folder for what is laid out. Raises `BadInput` where nothing can be written."""
    if out.suffix.lower() != ARCHIVE and out.exists() and not out.is_dir():
        raise BadInput(say("“{path}”不是文件夹；要压缩包，请以 .zip 结尾", path=out))
    parts = out.with_name(f"{out.name}.parts")
    try:
        parts.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        raise BadInput(say("不能写到“{path}”", path=out)) from None
    return parts
