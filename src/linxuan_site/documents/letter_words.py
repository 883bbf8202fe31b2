"""Turns of phrase that several letters share: what they rest on, whom to ask, days, titles, who signs."""

import re
from datetime import date

from linxuan.programme.definition import Call
from linxuan_site.models import Designation, Office

DOCUMENT = re.compile(r"《[^》]+》([(（][^()（）]*号[)）])?")
FULL_WIDTH = str.maketrans("()", "（）")
OFFICIAL_NAME = "office"
"""The column of a list of offices that holds the name under which one signs, where it has another."""
NUMERALS = "〇一二三四五六七八九十"


def official_name(call: Call, office: Office) -> str:
    """Return the name under which an office signs."""
    kind = call.offices.get(office.kind)
    row = call.lists[kind.each].rows.get(office.key, {}) if kind and kind.each else {}
    return row.get(OFFICIAL_NAME) or office.name


def basis(call: Call, office: str) -> str:
    """Return the notice; for the authority, whose own notice it is, the document that the notice rests on."""
    above = [found[0] for cite in call.cites if (found := DOCUMENT.search(cite.words))]
    if office == call.authority and above:
        return above[0].translate(FULL_WIDTH)
    notice = next((one for one in call.notices.values() if one.binds), None)
    title = notice.title if notice and notice.title else call.name
    return f"《{title}》" + (f"（{notice.number}）" if notice and notice.number else "")


def in_words(day: date) -> str:
    """Return a day as letters write it: 2023年4月10日."""
    return f"{day.year}年{day.month}月{day.day}日"


def contact_of(call: Call) -> str:
    """Return whom to ask, as the notice says: the first contact of an office, else the first; empty without one."""
    contacts = list(call.contacts.values())
    one = next((each for each in contacts if each.office), next(iter(contacts), None))
    if one is None:
        return ""
    place = one.office if one.office != one.name else ""
    told = [f"联系人：{place}{one.name}"]
    told += [f"联系电话：{one.phone}"] if one.phone else []
    told += [f"电子邮箱：{one.email}"] if one.email else []
    return "，".join(told)


def nth(number: int) -> str:
    """Return a number below 100 as letters count with it: 五, 十二, 二十."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    return (("" if tens == 1 else NUMERALS[tens]) + "十" if tens else "") + (NUMERALS[ones] if ones else "")


def title_of(call: Call, designation: Designation) -> str:
    """Return a title in full: 第五批服务型制造示范企业, its category in brackets."""
    track = call.tracks.get(designation.track)
    name = track.name if track else designation.track
    category = track.categories.get(designation.category, "") if track else ""
    return f"第{nth(designation.cohort)}批{_joined(call.programme, name)}" + (
        f"（{category}）" if category else ""
    )


def _joined(programme: str, track: str) -> str:
    """The lasting scheme and its track in one word: what the one ends and the other begins with stands once."""
    shared = next((n for n in range(len(track), 0, -1) if programme.endswith(track[:n])), 0)
    return programme + track[shared:]
