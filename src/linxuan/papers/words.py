"""A verdict in one sentence, for whoever holds the paper."""

from linxuan.language import say
from linxuan.papers.verdicts import Verdict


def in_words(verdict: Verdict | None) -> str:
    """Return what to hold of a page; None is a page on which no code was found."""
    if verdict is None:
        return say("没有读到二维码")
    return _ended(verdict) if verdict.outcome == "ended" else _outcome(verdict)


def _outcome(verdict: Verdict) -> str:
    match verdict.outcome:
        case "current":
            return say("真实，且是现行的一稿")
        case "superseded":
            newest = verdict.filed.newest if verdict.filed else 0
            return say("真实，但已有第{newest}稿，这一稿不再有效", newest=newest)
        case "altered":
            return say("被改动过，或与系统里的不符，不能采信")
        case "revoked":
            day = verdict.revoked_on.isoformat() if verdict.revoked_on else ""
            return say("签名的密钥已于{day}作废，不能据此认定，请重新打印", day=day)
        case _:
            return say("不是本系统打印的")


def _ended(verdict: Verdict) -> str:
    filed = verdict.filed
    day = filed.ended_on.isoformat() if filed and filed.ended_on else ""
    document = filed.ended_by if filed else ""
    return say("真实，但所证明的称号已于{day}取消（{document}），不再有效", day=day, document=document)
