"""The elements about the text itself: statements, questions, contacts. The notices stand in `notices.py`."""

from linxuan.language import say
from linxuan.programme.concern import read_shared
from linxuan.programme.definition import Contact, Question, Statement
from linxuan.programme.entry import Entry
from linxuan.programme.faults import suggestion

STATEMENTS = ("background", "fact", "definition", "instruction", "not_here")
REFERABLE = [
    "call",
    "notice",
    "statement",
    "question",
    "contact",
    "office",
    "track",
    "field",
    "section",
    "param",
    "rule",
    "judgement",
    "stage",
    "action",
    "deadline",
    "quota",
    "paper",
    "round",
    "grade",
    "standing",
]


def read_statement(entry: Entry) -> Statement:
    """A sentence that demands nothing of anybody here."""
    kind = entry.word("kind", STATEMENTS, "background")
    if not entry.has("kind"):
        entry.fault("", say("缺少“kind”"), say("写其中一个：{words}", words=say("、").join(STATEMENTS)))
    statement = Statement(**read_shared(entry), kind=kind)
    if statement.source:
        entry.fault("source", say("说明（statement）说的是通知原话，要用 cite"))
    if kind == "not_here" and not statement.why:
        entry.fault("kind", say("not_here 要用 why 说明由谁、在哪里满足"), say('加上 why = "…"'))
    return statement


def read_question(entry: Entry) -> Question:
    """What the notice leaves open, to be asked of the authority."""
    return Question(
        **read_shared(entry, origin_wanted=False),
        asks=entry.text("asks", wanted=True),
        about=_about(entry),
        assumed=entry.text("assumed"),
    )


def _about(entry: Entry) -> tuple[str, ...]:
    found = entry.texts("about")
    for each in found:
        kind, dot, id = each.partition(".")
        if kind not in REFERABLE or not (dot or kind == "call"):
            entry.fault(
                "about",
                say("“{id}”不是元素的地址，如 quota.enterprise", id=each),
                suggestion(kind, REFERABLE),
            )
        elif dot and entry.known.lacks(kind, id):
            entry.fault(
                "about",
                say("没有 [{kind}.{id}]", kind=kind, id=id),
                suggestion(id, entry.known.of(kind) or ()),
            )
    return found


def read_contact(entry: Entry) -> Contact:
    """Whom to ask. What is lost in the text stays out."""
    return Contact(
        **read_shared(entry),
        for_what=entry.text("for_what"),
        office=entry.text("office"),
        phone=entry.text("phone"),
        email=entry.text("email"),
        url=entry.text("url"),
    )
