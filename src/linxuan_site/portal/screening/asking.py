"""From the posted form to a screening: a register that came is kept whatever else is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from linxuan.answers.dates import read_date
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.actions.registers import (
    HELD_FOR,
    Register,
    held_register,
    receive_register,
    register_again,
    too_large,
)
from linxuan_site.actions.screenings import LONGEST_MAP, Wish, ask_screening
from linxuan_site.permissions import signed_in
from linxuan_site.portal.answering import Fault, attempt, input_id
from linxuan_site.portal.screening.parameters import SET
from linxuan_site.portal.uploading import was_too_large
from linxuan_site.queries.screenings import readable_screening

SALT = "linxuan.register-on-hold"


@dataclass(frozen=True)
class Asked:
    """What became of a form: the id of the screening, or what is wrong, with what was typed."""

    screening: int | None
    faults: list[Fault]
    register: Register | None = None
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def held(self) -> str:
        """A token for the register that came, so that it need not be sent again."""
        return token_of(self.register) if self.register else ""


def ask_for(request: HttpRequest, call: str, track: str) -> Asked:
    """Read the form and ask for the screening."""
    register = _register(request)
    typed = {name: str(value) for name, value in request.POST.items()}
    mapping = attempt(lambda: _column_map(request))
    if isinstance(mapping, str):
        typed["column_map"] = mapping
    wish = attempt(lambda: _wish(track, typed))
    faults = [one for one in (register, mapping, wish) if isinstance(one, Fault)]
    kept = register if isinstance(register, Register) else None
    if faults or kept is None or not isinstance(wish, Wish):
        return Asked(None, faults, kept, typed)
    done = attempt(lambda: ask_screening(call, wish, kept, account=signed_in(request.user)))
    if isinstance(done, Fault):
        return Asked(None, [done], kept, typed)
    return Asked(int(done.pk), [])


def token_of(register: Register) -> str:
    """Return a token for a register on hold, which nobody can make up."""
    told = [register.path.parent.name, register.name, register.size, register.digest]
    return signing.dumps(told, salt=SALT)


def held(token: str) -> Register | None:
    """Return the register of a token; None for one that is made up, too old, or cleared away."""
    try:
        folder, name, size, digest = signing.loads(token, salt=SALT, max_age=HELD_FOR)
    except (signing.BadSignature, ValueError):
        return None
    return held_register(str(folder), str(name), int(size), str(digest))


def _register(request: HttpRequest) -> Register | Fault:
    """The file that came; else the one on hold, else that of the screening which is run again."""
    file = request.FILES.get("register")
    if isinstance(file, UploadedFile):
        return attempt(lambda: receive_register(file.name or "", file.chunks()))
    if was_too_large(request):
        return Fault(too_large().problem, target=input_id("register"), code="input")
    again = request.POST.get("again", "")
    found = held(request.POST.get("held", "")) or (_again(request, again) if again else None)
    return found or Fault(_("请选择名录文件"), target=input_id("register"), code="input")


def _again(request: HttpRequest, screening_id: str) -> Register | None:
    if not (screening_id.isascii() and screening_id.isdigit() and len(screening_id) < 19):
        return None
    earlier = readable_screening(request.user, int(screening_id))
    return register_again(earlier) if earlier else None


def _column_map(request: HttpRequest) -> str:
    """The file of the column map, else the text in the box."""
    file = request.FILES.get("column_map_file")
    if not isinstance(file, UploadedFile):
        return request.POST.get("column_map", "").replace("\r\n", "\n")
    try:
        content: bytes = file.read(4 * LONGEST_MAP + 1)
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise BadInput(say("列名对应表应是 UTF-8 编码的文本"), field="column_map_file") from None


def _wish(track: str, typed: Mapping[str, str]) -> Wish:
    return Wish(
        track=track,
        day=_day(typed.get("day", "").strip()),
        sheet=typed.get("sheet", "").strip()[:100],
        column_map=typed.get("column_map", "").strip(),
        overrides={
            name.removeprefix(SET): value.strip()
            for name, value in typed.items()
            if name.startswith(SET) and value.strip()
        },
        vary=_vary(typed),
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return read_date(text, named=say("核验日"))
    except BadInput as fault:
        raise BadInput(fault.problem, field="day") from None


def _vary(typed: Mapping[str, Any]) -> str:
    chosen = str(typed.get("vary", ""))
    if not chosen:
        return ""
    parts = [str(typed.get(f"{end}.{chosen}", "")).strip() for end in ("first", "last", "step")]
    if not all(parts):
        raise BadInput(say("曲线的从、到和每次加多少都要填"), field=f"first.{chosen}")
    return "{}={}..{}:{}".format(chosen, *parts)[:200]
