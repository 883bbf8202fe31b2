"""Quotas: who is counted and by what, and whether a table of places is whole."""

from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.anatomy import Part
from linxuan.programme.definition import Call, Field, Office, Quota, Table, Track
from linxuan.programme.elements.quotas import COUNTED_APART
from linxuan.programme.faults import Place, listed
from linxuan.programme.package import Package


def check_quotas(call: Call, package: Package) -> None:
    """Check every quota against the action that takes its places, the forms and its table."""
    for quota in call.quotas.values():
        place = Part("quota", quota).place
        _check_concern(call, package, quota, place)
        _check_apart(call, package, quota, place)
        if quota.list in call.lists:
            _check_table(call, package, quota, call.lists[quota.list], place)


def _check_concern(call: Call, package: Package, quota: Quota, place: Place) -> None:
    """A quota for a procedure that its action is not for would never be reached."""
    action = call.actions.get(quota.at)
    if action is None:
        return
    for procedure in quota.concerns:
        if procedure not in action.concerns:
            name = lookup.procedure(call, procedure).name
            problem = say("“{name}”没有办理“{action}”，名额永远用不上", name=name, action=action.id)
            package.faults.add(place / "at", problem, say("改 at，或改 for"))


def _check_apart(call: Call, package: Package, quota: Quota, place: Place) -> None:
    for procedure in quota.concerns:
        if lookup.procedure(call, procedure).form not in call.forms:
            continue
        fields = {id for section in lookup.sections_of(call, procedure) for id in section.fields}
        for id in quota.per:
            if id in call.fields and id not in COUNTED_APART and id not in fields:
                name = lookup.procedure(call, procedure).name
                problem = say("“{name}”的申报书没有栏目“{id}”，不能按它分开计", name=name, id=id)
                package.faults.add(place / "per", problem)


def _check_table(call: Call, package: Package, quota: Quota, table: Table, place: Place) -> None:
    if "limit" not in table.columns:
        hint = say("第一列是主键，名额写在 limit 列")
        package.faults.add(place / "list", say("名单“{id}”没有 limit 列", id=table.id), hint)
        return
    if not quota.per:
        hint = say('如 per = ["recommender"]，名单的第一列是它的值')
        package.faults.add(place / "list", say("名额写在名单里，要用 per 说明按什么分开计"), hint)
        return
    wrong = [
        key for key, row in table.rows.items() if not (row["limit"].isascii() and row["limit"].isdigit())
    ]
    for key in wrong:
        file = f"lists/{table.id}.csv"
        package.faults.add_at(
            file, 0, say("“{key}”的 limit 不是整数：{limit}", key=key, limit=table.rows[key]["limit"])
        )
    if not wrong:
        _check_total(package, quota, table, place)
    _check_keys(call, package, quota, table, place)


def _check_total(package: Package, quota: Quota, table: Table, place: Place) -> None:
    total = sum(int(row["limit"]) for row in table.rows.values())
    if quota.total is not None and total != quota.total:
        problem = say("名单里的名额合计{found}，应为{total}", found=total, total=quota.total)
        package.faults.add(place / "total", problem, say("改名单，或改 total"))


def _check_keys(call: Call, package: Package, quota: Quota, table: Table, place: Place) -> None:
    """Every value that the quota is counted by has its row."""
    wanted = _values(call, quota)
    if wanted is None:
        return
    lacking = [key for key in wanted if key not in table.rows]
    if lacking:
        problem = say("名单“{id}”缺少：{keys}", id=table.id, keys=listed(lacking))
        package.faults.add(place / "list", problem, say("没有名额的也写一行，limit 为 0"))


def _values(call: Call, quota: Quota) -> set[str] | None:
    """All values of the first of `per`; None where they are open."""
    tracks = [call.tracks[each] for each in quota.concerns if each in call.tracks]
    offices = _recommenders(call, quota)
    match quota.per[0]:
        case "track":
            return set(quota.concerns)
        case "category":
            return {id for track in tracks for id in track.categories}
        case "recommender_kind":
            return {office.id for office in offices}
        case "recommender":
            lists = [call.lists[each.each] for each in offices if each.each in call.lists]
            return {key for table in lists for key in table.rows} or None
        case field:
            return _choices(call, call.fields[field], tracks) if field in call.fields else None


def _recommenders(call: Call, quota: Quota) -> list[Office]:
    """The offices with rows by which the quota is counted: those that take its places, else that recommend."""
    acting = call.actions[quota.at].by if quota.at in call.actions else ()
    by = {
        office
        for action in call.actions.values()
        if action.kind == "recommend" and set(action.concerns) & set(quota.concerns)
        for office in action.by
    }
    with_rows = [office for office in call.offices.values() if office.each]
    own = [office for office in with_rows if office.id in acting]
    return own or [office for office in with_rows if office.id in by]


def _choices(call: Call, field: Field, tracks: list[Track]) -> set[str] | None:
    if field.kind == "mode":
        return {mode for track in tracks for mode in track.modes}
    if field.list in call.lists:
        return set(call.lists[field.list].rows)
    return set(field.options) or None
