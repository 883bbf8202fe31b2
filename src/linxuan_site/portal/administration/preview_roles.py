"""As whom a package may be looked at before it is published, and from where to where the previews lead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from linxuan.programme import lookup
from linxuan.programme.definition import Call, Round, Track
from linxuan.programme.known import APPLICANT

PUBLIC, PAPERS = "-public", "-papers"
"""Words that no office has as its id."""


@dataclass(frozen=True)
class Way:
    """A link of the previews."""

    name: str | Promise
    address: str
    current: bool = False


@dataclass(frozen=True)
class Role:
    """Somebody as whom one may look, with a way for each procedure that concerns him."""

    name: str | Promise
    address: str
    ways: Sequence[Way]
    current: bool


def roles_of(package_id: int, call: Call, role: str = "", procedure: str = "") -> list[Role]:
    """Return all roles, those of offices in the order of the package; `role` and `procedure` are looked at now.

    Who looks at a procedure and takes another role stays with it, where it concerns that one too.
    """
    return [
        _role(_("公众"), [_way(_("通知和申报指南"), "package-notice", package_id)], role == PUBLIC),
        _role(_("申报主体"), _forms(package_id, call, role, procedure), role == APPLICANT, procedure),
        *(
            _role(
                call.offices[one].name, _desks(package_id, call, one, role, procedure), role == one, procedure
            )
            for one in call.offices
            if procedures_of(call, one)
        ),
        _role(
            _("材料的样张"), [_way(_("申报书、汇总表、公文"), "package-papers", package_id)], role == PAPERS
        ),
    ]


def procedures_of(call: Call, office: str) -> list[str]:
    """Return the procedures in which an office has a desk or may do something."""
    return [one.id for one in _procedures(call) if _acts_in(call, office, one.id)]


def _acts_in(call: Call, office: str, procedure: str) -> bool:
    stages = lookup.stages_of(call, procedure)
    acts = (act for stage in stages for act in lookup.actions_from(call, procedure, stage.id))
    return any(one.office == office for one in stages) or any(
        office in (*act.by, *act.jointly) for act in acts
    )


def _procedures(call: Call) -> Iterator[Track | Round]:
    yield from lookup.open_tracks(call)
    yield from lookup.evaluation_rounds(call)


def _forms(package_id: int, call: Call, role: str, procedure: str) -> list[Way]:
    return [
        _way(one.name, "package-form", package_id, one.id, current=(role, procedure) == (APPLICANT, one.id))
        for one in _procedures(call)
    ]


def _desks(package_id: int, call: Call, office: str, role: str, procedure: str) -> list[Way]:
    return [
        _way(
            lookup.procedure(call, one).name,
            "package-review",
            package_id,
            one,
            office=office,
            current=(role, procedure) == (office, one),
        )
        for one in procedures_of(call, office)
    ]


def _way(
    name: str | Promise, route: str, *arguments: int | str, office: str = "", current: bool = False
) -> Way:
    query = "?" + urlencode({"office": office}) if office else ""
    return Way(name, reverse(route, args=arguments) + query, current)


def _role(name: str | Promise, ways: Sequence[Way], current: bool, procedure: str = "") -> Role:
    same = (one for one in ways if procedure and f"/{procedure}/" in one.address)
    return Role(name, next(same, ways[0]).address, ways, current)
