"""Files on a page: what is taken, and the way to one that was handed in."""

from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from linxuan.programme.definition import Field
from linxuan.uploads import OPENED
from linxuan.uploads.words import look_in_words, signature_in_words
from linxuan_site.portal.templatetags.drawn import drawn
from linxuan_site.queries.file_limits import limits_of, may_be_shown

WORDS = {"docx": "Word（docx）", "xlsx": "Excel（xlsx）"}


def limits(
    field: Field | None = None, *, one: bool = False, most: int = 0, size_only: bool = False
) -> dict[str, object]:
    """`{% limits field %}`: types, size and number; without a field those of the site. `one`: only one is taken.

    With `size_only` the types are left out, where another sentence says them.
    """
    found = limits_of(field)
    types = _("、").join(WORDS.get(type_, type_.upper()) for type_ in found.types)
    return {"types": "" if size_only else types, "mb": found.mb, "most": 1 if one else most or found.most}


def file_link(file: Any) -> SafeString:
    """`{% file_link file %}`: the name leads to its preview where there is one, and beside it to the file itself.

    Below it stands what acts in it, for an officer with the way to it as it came, and who signed it.
    """
    return draw_file(words_of_file(file))


class FileWords(NamedTuple):
    """All that a page writes of a file that was handed in."""

    pk: int
    name: str
    shown: bool
    """Whether there is a preview of it."""
    told: str = ""
    original: bool = False
    signatures: tuple[tuple[str, bool], ...] = ()


def words_of_file(file: Any) -> FileWords:
    """Return all that a page writes of a file."""
    shown, look = may_be_shown(file.content_type), getattr(file, "look", None)
    if look is None or not (look.findings or look.signatures):
        return FileWords(file.pk, file.name, shown)
    return FileWords(
        file.pk,
        file.name,
        shown,
        told=look_in_words(look),
        original=look.way != OPENED and file.by_officer,
        signatures=tuple((signature_in_words(one), one.outcome == "intact") for one in look.signatures),
    )


def _link(words: FileWords) -> dict[str, object]:
    return words._asdict()


draw_file = drawn("parts/file_link.html", _link)
"""`{% file_drawn words %}`: the same of the words of a file."""
