"""What the page of a takeover shows: the earlier applications, and of the chosen one old beside new."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.urls import reverse

from linxuan.answers import read_answer
from linxuan.carrying import Filled, Left, Offer, Takeover
from linxuan.errors import BadInput
from linxuan.programme import lookup
from linxuan.programme.definition import Field
from linxuan_site.actions.carrying import takeover_for
from linxuan_site.permissions import Reader, is_applicant, signed_in
from linxuan_site.portal.applicant.pages import Filing
from linxuan_site.queries.earlier import earlier_applications, filled_form

LONG = 90
"""Signs from which on a text is folded."""


@dataclass(frozen=True)
class Side:
    """One answer as it stands now, or would stand. `unread` is what was typed where it cannot be read."""

    value: Any = None
    unread: str = ""
    files: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there."""
        return self.value in (None, "", ()) and not self.unread and not self.files

    @property
    def folded(self) -> str:
        """A text that is too long for a line; '' if it is not."""
        return self.value if isinstance(self.value, str) and len(self.value) > LONG else ""


@dataclass(frozen=True)
class Row:
    """One offer on the page."""

    offer: Offer
    field: Field
    """The field with no more years than are taken over."""
    now: Side
    then: Side
    ticked: bool

    @property
    def years(self) -> tuple[int, ...]:
        """The years that are taken over, where others of the table are not, or apart from these."""
        return self.field.years if self.field.years != self.offer.field.years else ()


@dataclass(frozen=True)
class Preview:
    """What would be taken over from one earlier application."""

    filing: Filing
    earlier: Any
    takeover: Takeover
    ticked: Collection[str] | None
    """The keys that the person ticked; None where he has not chosen yet."""

    @cached_property
    def sections(self) -> list[tuple[str, list[Row]]]:
        """The rows after the name of their section, in the order of the form."""
        form = self.filing.dossier.application
        named = lookup.sections_of(self.filing.dossier.call, form.procedure)
        rows = [(one.section, self._row(one)) for one in self.takeover.offers]
        by_section = [(one.name, [row for section, row in rows if section == one.id]) for one in named]
        return [(name, found) for name, found in by_section if found]

    @property
    def count(self) -> int:
        """How many fields would be filled in if nothing is ticked beside what is."""
        return len({one.field.id for one in self.takeover.offers if not one.replaces})

    @property
    def replacing(self) -> int:
        """How many fields are filled in otherwise."""
        return len({one.field.id for one in self.takeover.offers if one.replaces})

    @property
    def left(self) -> list[tuple[Left, str]]:
        """What has to be filled in anew, with the address of its input."""
        return [(one, self.filing.address_of(one.section, one.field.id)) for one in self.takeover.left]

    @property
    def fresh(self) -> list[tuple[Field, str]]:
        """What was not asked then, with the address of its input."""
        return [(one, self.filing.address_of(section, one.id)) for section, one in self.takeover.fresh]

    @cached_property
    def _form(self) -> Filled:
        return filled_form(self.filing.dossier.application)

    def _row(self, offer: Offer) -> Row:
        ticked = not offer.replaces if self.ticked is None else offer.key in self.ticked
        if offer.field.kind == "file":
            names = tuple(file.name for _slot, file in offer.files)
            there = tuple(file.name for file in self._form.files.get(offer.field.id, ()))
            return Row(offer, offer.field, Side(files=there), Side(files=(*there, *names)), ticked)
        field, now = offer.field, offer.old
        if field.years and isinstance(offer.new, Mapping):
            taken = offer.new
            field = replace(field, years=tuple(one for one in field.years if str(one) in taken))
            now = {year: raw for year, raw in _table(offer).items() if year in taken}
        return Row(offer, field, self._side(offer.field, now), self._side(offer.field, offer.new), ticked)

    def _side(self, field: Field, raw: object) -> Side:
        try:
            return Side(read_answer(self._form.call, self._form.procedure, field.id, raw))
        except BadInput:
            return Side(unread=str(raw))


def _table(offer: Offer) -> Mapping[str, object]:
    """What stands in a year table now; one amount alone is that of the latest year."""
    if isinstance(offer.old, Mapping):
        return offer.old
    return {} if offer.old in (None, "") else {str(max(offer.field.years)): offer.old}


def copy_page(
    reader: Reader, filing: Filing, earlier: Any, ticked: Collection[str] | None = None
) -> dict[str, object]:
    """Return what the page shows; without a choice that of the only earlier application, if there is one."""
    account, application = signed_in(reader), filing.dossier.application
    others = earlier_applications(reader, application)
    if earlier is None and len(others) == 1:
        earlier = others[0].application
    preview = None
    if earlier is not None:
        found = takeover_for(application, earlier, account=account)
        preview = Preview(filing, earlier, found, ticked)
    return {
        "filing": filing,
        "call": filing.dossier.call,
        "others": others,
        "chosen": next((one for one in others if earlier and one.application.pk == earlier.pk), None),
        "preview": preview,
        "open": filing.fillable,
        "back": reverse("application" if is_applicant(reader) else "review", args=[application.pk]),
    }
