"""What files are taken, the one place that says it: what the programme says of a field, within what the site takes."""

from dataclasses import dataclass

from django.conf import settings

from linxuan.programme.definition import FILE_TYPES, Call, Field

MB = 2**20
SPELLINGS = {"jpeg": "jpg"}
"""Extensions that mean the same type."""
SHOWN = ("application/pdf", "image/png", "image/jpeg")
"""What can be looked at on a page."""


@dataclass(frozen=True)
class FileLimits:
    """What files are taken at one place: their `types`, the `size` of one in bytes, and how many at `most`."""

    types: tuple[str, ...]
    size: int
    most: int

    @property
    def extensions(self) -> tuple[str, ...]:
        """Every spelling of the types, with the dot."""
        others = (f".{one}" for one, type_ in SPELLINGS.items() if type_ in self.types)
        return (*(f".{one}" for one in self.types), *others)

    @property
    def accept(self) -> str:
        """The types as an input of a page wants them."""
        return ",".join(self.extensions)

    @property
    def mb(self) -> int:
        """The size in MB."""
        return self.size // MB


def limits_of(field: Field | None = None) -> FileLimits:
    """Return what is taken at a field; without one, what the site takes anywhere."""
    types = (field.types if field else ()) or FILE_TYPES
    size = min(settings.UPLOAD_LIMIT, field.mb * MB if field and field.mb else settings.UPLOAD_LIMIT)
    most = min(settings.FILES_AT_ONE_FIELD, field.most or settings.FILES_AT_ONE_FIELD) if field else 1
    return FileLimits(types, size, most)


def file_field(call: Call, slot: str) -> Field | None:
    """Return the field that a slot takes files for: of kind `file`, or such a column of a group (`GROUP.COLUMN`)."""
    group, _dot, column = slot.partition(".")
    field = call.fields.get(column or group)
    if field is None or field.kind != "file":
        return None
    return field if not column or (group in call.fields and column in call.fields[group].fields) else None


def may_be_shown(content_type: str) -> bool:
    """Tell whether a file can be looked at on a page; any other is only downloaded."""
    return content_type in SHOWN
