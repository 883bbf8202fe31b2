"""What people are told about: every topic with its name, the facts that its texts need, and whether one may do without."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from linxuan.language import say

Said = Callable[[], str]


def _decides() -> str:
    return say("关系到申报的办理和期限，有法律后果，必须送达")


def _answers() -> str:
    return say("您不在期限内陈述申辩、整改或申诉，就失去机会，必须送达")


def _account() -> str:
    return say("没有它您进不了自己的账号")


def _protection() -> str:
    return say("不是您本人改的，您要马上知道")


@dataclass(frozen=True)
class Topic:
    """One topic. `binding` says why nobody can do without its e-mail; None where everybody can."""

    id: str
    name: Said
    facts: frozenset[str]
    binding: Said | None = None


def _topic(name: str, words: Said, facts: str, binding: Said | None = None) -> tuple[str, Topic]:
    return name, Topic(name, words, frozenset(facts.split()), binding)


NEAR = "name deadline day left contact"
"""Facts of a last day that comes near."""
TOPICS: Mapping[str, Topic] = dict(
    (
        _topic(
            "application.step",
            lambda: say("申报有了进展或决定"),
            "number name action stage back until opinion reason remarks contact",
            _decides,
        ),
        _topic("application.extension", lambda: say("截止日延期"), "deadline day reason document", _decides),
        _topic("application.arrival", lambda: say("纸质材料收到"), "number receipt papers wrong"),
        _topic("scan.asked_again", lambda: say("盖章扫描件要重新上传"), "number asked", _decides),
        _topic("thread.written", lambda: say("申报的往来消息"), "name number who text file"),
        _topic("help.started", lambda: say("部门开始协助填写"), "office who reason"),
        _topic(
            "grade.published", lambda: say("评估评价等次公布"), "name round grade document until", _decides
        ),
        _topic("standing.proposed", lambda: say("示范资格有新的建议"), "programme count more proposals"),
        _topic(
            "revocation.step",
            lambda: say("取消示范资格的程序"),
            "title programme act reason document state until",
            _answers,
        ),
        _topic("rectify.order", lambda: say("限期整改"), "title reason until", _answers),
        _topic("reminder.review", lambda: say("主管部门提醒：有申报等着办理"), "count days deadline day"),
        _topic(
            "reminder.returned", lambda: say("主管部门提醒：退回的还没有重新提交"), "name days deadline day"
        ),
        _topic("reminder.draft", lambda: say("主管部门提醒：还没有提交"), "name deadline day"),
        _topic("reminder.report", lambda: say("主管部门提醒：还没有填报"), "name round deadline day"),
        _topic("deadline.draft", lambda: say("到期前提醒：还没有提交"), NEAR),
        _topic("deadline.returned", lambda: say("到期前提醒：退回的还没有重新提交"), NEAR),
        _topic("deadline.report", lambda: say("到期前提醒：评估评价还没有填报"), NEAR),
        _topic("deadline.answer", lambda: say("到期前提醒：陈述申辩"), NEAR),
        _topic("deadline.rectify", lambda: say("到期前提醒：限期整改"), NEAR),
        _topic("account.delegation", lambda: say("同事请您代办"), "absent from until"),
        _topic("webhook.disabled", lambda: say("推送已停"), "url fault"),
        _topic(
            "account.protection",
            lambda: say("您的账号怎样登录有了变化"),
            "what username who why",
            _protection,
        ),
        _topic("account.password", lambda: say("设新密码的链接"), "username", _account),
        _topic("account.invitation", lambda: say("加入单位或部门的邀请"), "who place days", _account),
        _topic("earlier", lambda: say("以前发出的消息"), "subject text"),
    )
)
KEYS = ("account.password", "account.invitation", "earlier")
"""Topics that stand in nobody's portal: they go to an address."""


def topic_name(topic: str) -> str:
    """Return what a topic is called; one that there is no more by its id."""
    return TOPICS[topic].name() if topic in TOPICS else topic


def may_do_without(topic: str) -> bool:
    """Tell whether a person can say that he wants no e-mail of a topic."""
    return TOPICS[topic].binding is None and topic not in KEYS


def may_be_texted(topic: str) -> bool:
    """Tell whether a person can have an SMS of a topic: a key is sent by e-mail alone."""
    return topic not in KEYS
