"""Who acts, under what one files, and what one may hold: offices, tracks and titles."""

from collections.abc import Mapping

from linxuan.language import say
from linxuan.programme.concern import read_shared
from linxuan.programme.definition import Office, Title, Track
from linxuan.programme.entry import Entry
from linxuan.programme.known import APPLICANT

APPLICANTS = ("legal_person", "institution", "branch", "group", "region", "person")


def read_office(entry: Entry) -> Office:
    """One office, or one for every row of a list."""
    office = Office(
        **read_shared(entry),
        each=entry.reference("each", "list"),
        field=entry.reference("field", "field"),
        recorded_by=entry.reference("recorded_by", "office"),
    )
    if office.id == APPLICANT:
        entry.fault("", say("applicant 是申报主体，不能再作部门的代号"), say("换一个代号"))
    if office.each and not office.field:
        entry.fault(
            "each",
            say("名单里的每一行是一个部门，要说明按哪一栏找到主管的那一行"),
            say('加上 field = "…"，其答案等于名单的第一列'),
        )
    if office.field and not office.each:
        entry.fault(
            "field", say("只有一个部门时不用按栏目找"), say("写 each，说明各部门在哪个名单里；或去掉 field")
        )
    if office.recorded_by == office.id:
        entry.fault("recorded_by", say("不能由自己代为登记"), say("写代为登记的部门，或去掉这一行"))
    return office


def read_track(entry: Entry) -> Track:
    """What one may apply for. A closed track exists from earlier cohorts: nothing is filed under it."""
    is_open = entry.yes_no("open", True)
    applicants = entry.words("applicants", APPLICANTS) or ("legal_person",)
    return Track(
        **read_shared(entry, default=(entry.id,)),
        applicants=applicants,
        identified_by=entry.reference("identified_by", "field") or "credit_code",
        item=entry.reference("item", "field"),
        form=entry.reference("form", "form", wanted=is_open),
        modes=entry.texts("modes"),
        categories=_categories(entry),
        open=is_open,
    )


def _categories(entry: Entry) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for id, name in entry.named("categories").items():
        if isinstance(name, str) and name.strip():
            found[id] = name.strip()
        else:
            entry.fault("categories", say('“{id}”要写名称，如 sharing = "共享制造类"', id=id))
    return found


def read_title(entry: Entry) -> Title:
    """A title that somebody may hold: who holds it stands in a list, or is designated by this call."""
    title = Title(
        **read_shared(entry, default=entry.known.procedures),
        list=entry.reference("list", "list"),
        tracks=entry.references("tracks", "track"),
        valid=entry.length("valid"),
        gives=entry.references("gives", "title"),
    )
    if not entry.has("list") and not entry.has("tracks"):
        hint = say("写 list（名单），或 tracks（这次遴选认定的类别）")
        entry.fault("", say("没有说明谁持有这个称号"), hint)
    if title.valid and not entry.has("tracks"):
        hint = say("写上 tracks，或去掉 valid")
        entry.fault("valid", say("名单里的期限写在 valid_from 和 valid_to 两列"), hint)
    return title
