"""How to reach somebody: telephones, mail, sites, rooms, and the person to ask for."""

import re
from collections.abc import Iterator

from linxuan.notice.found import Found, apart
from linxuan.notice.numbering import unified

# The commonest, enough to tell a name from words that happen to stand before a number.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤毕符"
)

_DASH = r"[-—–－一]"
_PHONE = re.compile(
    rf"(?<![\dA-Za-z.])(?:\(0\d{{2,3}}\)|0\d{{2,3}})(?:{_DASH}{{1,2}}|\s)?\d{{7,8}}(?:(?:转|{_DASH})\d{{1,5}})?(?!\d)"
    r"|(?<![\dA-Za-z.])1[3-9]\d{9}(?!\d)"
    r"|(?<![\dA-Za-z.])[48]00[- ]?\d{3}[- ]?\d{4}(?!\d)"
    r"|(?:(?<=电话)|(?<=电话:)|(?<=手机:)|(?<=传真:)|(?<=热线:)|(?<=方式:))\s?\d{7,8}(?!\d)"
)
_FURTHER = re.compile(r"\s?(?:\([^()]{1,20}\))?\s?[、/,;和]\s?(\d{7,8})(?!\d)")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
_TAIL = r"[^\s,，。；、;()（）<>《》“”\"'’‘\u3000-\u9fff\uff00-\uffef]"
_URL = re.compile(
    rf"https?://{_TAIL}+|www\.{_TAIL}+"
    r"|(?<![\w@./-])[A-Za-z0-9-]{2,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.(?:cn|com|org|net)(?![\w-])"
    rf"(?:/{_TAIL}*)?"
)
_ROOM = re.compile(r"(?<![\dA-Za-z])[A-Za-z]?\d{2,4}\s?(?:室|房间|会议室|号房)")
_STREET = re.compile(r"(?:路|街|大道|巷|弄|胡同|广场)\d{1,5}(?:-\d{1,4})?号[\u4e00-\u9fffA-Za-z0-9]{0,24}")
_LABELLED = re.compile(r"(?:地址|地点)[:：](?P<place>[^，,。；;:：\s]{4,60})")
_NOT_A_PLACE = re.compile(r"https?|www\.|@|网站|网址|邮编|联系人|联系电话|电话")
_PLACE_BEGINS = "，,。；;：:（(、“”《》\n "
_WAY_THERE = re.compile(r".*(?:送至|寄至|报至|交至|送达|[送寄交]?到|位于|设在|[地场]址[为在]|在)")
_LONGEST_PLACE = 30

_PERSON = re.compile(
    r"(?:联系人|联络人|经办人|联系同志)(?:(?:及|和|、|与)?(?:联系)?(?:电话|方式))?(?P<colon>\s?:?)\s?"
    r"(?P<name>[\u4e00-\u9fff·A-Za-z()、 ]{1,40}?)"
    r"(?=\s?(?:[,，;；。:)\n]|\d|$|联系|手机|电话|传真|邮箱|电子|地址|座机|办公))"
)
_OFFICE = re.compile(r".*[处科室局部司办股厅院会中心]")
_REACH = 80
_WHO = re.compile(r"(?:^|[^\u4e00-\u9fff·])(?P<who>[\u4e00-\u9fff·]{2,30})(?P<gap>\s?[:：,，]?\s?)$")
_LABEL = re.compile(r"(?:联系|咨询|监督|举报|服务|办公)?(?:电话|手机|热线|传真|号码)$|联系方式$")
_NAME = re.compile(rf"[{SURNAMES}][\u4e00-\u9fff·]{{1,3}}")


def find_phones(text: str) -> list[Found]:
    """Return the telephone numbers: `value` has one kind of dash and no brackets."""
    plain = unified(text)
    found: list[Found] = []
    for match in _PHONE.finditer(plain):
        found.append(_phone(text, match.start(), match.end()))
        end = match.end()
        while further := _FURTHER.match(plain, end):
            found.append(_phone(text, further.start(1), further.end(1)))
            end = further.end()
    return apart(found)


def find_emails(text: str) -> list[Found]:
    """Return the addresses of electronic mail."""
    return [Found("email", match.start(), match[0], match[0]) for match in _EMAIL.finditer(text)]


def find_urls(text: str) -> list[Found]:
    """Return the addresses of the web, without the stop that ends the sentence."""
    found = [(match.start(), match[0].rstrip(".:!?")) for match in _URL.finditer(text)]
    return [Found("url", start, url, url) for start, url in found if "." in url]


def find_places(text: str) -> list[Found]:
    """Return rooms and streets, with as much before them as belongs to the place."""
    plain = unified(text)
    found = [
        Found("address", match.start("place"), text[match.start("place") : match.end("place")])
        for match in _LABELLED.finditer(plain)
        if not _NOT_A_PLACE.search(match["place"])
    ]
    for pattern in (_STREET, _ROOM):
        found.extend(_place(text, match) for match in pattern.finditer(plain))
    return apart(found)


def find_contacts(text: str) -> list[Found]:
    """Return the persons to ask for; a phone that stands near behind the name is theirs."""
    plain = unified(text)
    people = [match for match in _PERSON.finditer(plain) if match["name"].strip("() 、")]
    phones = find_phones(text)
    contacts = list(_with_phones(text, people, phones))
    theirs = {dict(each.parts).get("phone") for each in contacts}
    others = (_before_phone(text, phone) for phone in phones if phone.value not in theirs)
    return apart([*contacts, *(each for each in others if each)])


def _with_phones(text: str, people: list[re.Match[str]], phones: list[Found]) -> Iterator[Found]:
    place = 0
    for number, match in enumerate(people):
        limit = people[number + 1].start() if number + 1 < len(people) else len(text)
        limit = min(limit, match.end() + _REACH)
        while place < len(phones) and phones[place].start < match.start("name"):
            place += 1
        phone = phones[place] if place < len(phones) and phones[place].end <= limit else None
        if match["colon"].strip() or (phone and phone.start <= match.end() + 1):
            yield _contact(text, match, phone)


def _before_phone(text: str, phone: Found) -> Found | None:
    """An office, or a name, that stands right before a phone without the word for contact."""
    before = _WHO.search(text[max(phone.start - _LONGEST_PLACE, 0) : phone.start])
    who = _LABEL.sub("", before["who"]) if before else ""
    if not before or (not (is_office := bool(_OFFICE.fullmatch(who))) and not _NAME.fullmatch(who)):
        return None
    start = phone.start - len(before["who"]) - len(before["gap"])
    parts = (("office" if is_office else "name", who), ("phone", phone.value))
    return Found("contact", start, text[start : phone.end], f"{who} {phone.value}", parts=parts)


def _contact(text: str, match: re.Match[str], phone: Found | None) -> Found:
    written = text[match.start("name") : match.end("name")].strip("() 、")
    office = _OFFICE.match(written)
    cut = office.end() if office and len(written) - office.end() >= 2 else 0
    parts = [("office", written[:cut])] if cut else []
    parts.append(("name", written[cut:].strip()))
    if phone:
        parts.append(("phone", phone.value))
    end = phone.end if phone else match.end()
    value = " ".join(part for _, part in parts)
    return Found(
        "contact", match.start(), text[match.start() : end].replace("\n", " "), value, parts=tuple(parts)
    )


def _phone(text: str, start: int, end: int) -> Found:
    written = text[start:end]
    start += len(written) - len(written.lstrip())
    value = re.sub(rf"{_DASH}+", "-", unified(written.strip()).replace(")", "-").replace("(", ""))
    return Found("phone", start, written.strip(), value)


def _place(text: str, match: re.Match[str]) -> Found:
    start = match.start()
    while start > 0 and match.start() - start < _LONGEST_PLACE and text[start - 1] not in _PLACE_BEGINS:
        start -= 1
    way = _WAY_THERE.match(text[start : match.start()])
    start += way.end() if way else 0
    return Found("address", start, text[start : match.end()])
