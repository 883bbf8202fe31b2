"""What people call the lines of a quota that is counted apart: by district, by mode, by category."""

from linxuan.answers import display_answer
from linxuan.language import say
from linxuan.programme.definition import Call, Quota
from linxuan_site.queries.calls import office_name


def place_of_line(call: Call, quota: Quota, key: str) -> str:
    """Return what people call the value, or the values, that a line is counted apart by."""
    values = [key] if len(quota.per) == 1 else key.split("/")
    return say("，").join(_called(call, quota, per, one) for per, one in zip(quota.per, values, strict=False))


def _called(call: Call, quota: Quota, per: str, value: str) -> str:
    acting = call.actions[quota.at].by
    for office in call.offices.values():
        if office.each and (office.field == per or (per == "recommender" and office.id in acting)):
            return office_name(call, office.id, value)
    if per == "track" and value in call.tracks:
        return call.tracks[value].name
    if per == "category":
        return next((one.categories[value] for one in call.tracks.values() if value in one.categories), value)
    if per in call.fields:
        return display_answer(call, quota.concerns[0], per, value)
    return value
