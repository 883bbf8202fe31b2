"""What was seen in a file, in words for the person who hands it in or receives it."""

from linxuan.language import say
from linxuan.uploads.told import COPIED, HARMLESS, WITHHELD, Finding, Look, Signature


def finding_in_words(found: Finding) -> str:
    """Return what was found, and how often: “宏程序”, “脚本 3 处”."""
    told = _findings().get(found.what, found.what)
    return say("{what} {count} 处", what=told, count=found.count) if found.count > 1 else told


def _findings() -> dict[str, str]:
    return {
        "script": say("脚本"),
        "launch": say("打开别的文件或程序的动作"),
        "submit": say("向外发送或读入数据的动作"),
        "automatic": say("打开时自动执行的动作"),
        "media": say("多媒体"),
        "attached": say("内嵌的文件"),
        "xfa": say("XFA 表单"),
        "appended": say("文件结尾之后的内容"),
        "macro": say("宏程序"),
        "macro_sheet": say("宏表"),
        "object": say("内嵌的对象"),
        "control": say("ActiveX 控件"),
        "link": say("自动载入的外部链接"),
        "dde": say("DDE 命令"),
        "program": say("程序或网页文件"),
        "unread": say("打不开的文件"),
    }


def look_in_words(look: Look) -> str:
    """Return what is told of a file that something acts in, and how it is handed out; '' of any other."""
    if not look.findings:
        return ""
    found = say("、").join(map(finding_in_words, look.findings))
    if look.way == COPIED and look.signatures:
        return say("含有{found}；供下载的是去掉后的副本，副本上的电子签名不再有效，原件照存", found=found)
    if look.way == COPIED:
        return say("含有{found}；供下载的是去掉后的副本，原件照存", found=found)
    if look.way == WITHHELD:
        return say("含有{found}，不能安全去掉；原件照存，不直接供下载", found=found)
    return say("含有{found}", found=found)


def acts(look: Look) -> bool:
    """Tell whether something acts in a file."""
    return any(one.what not in HARMLESS for one in look.findings)


def signature_in_words(one: Signature) -> str:
    """Return what to hold of a signature, in one sentence."""
    if one.outcome == "sm2":
        return say("{signer}：国密签名，本系统未装验证件，没有验证", signer=one.signer or say("未署名"))
    if one.outcome == "unread":
        return say("有一处电子签名读不出来，没有验证")
    parts = [_outcome(one), _covers(one), _when(one)]
    told = say("，").join(filter(None, parts))
    return say("{signer}：{told}", signer=one.signer or say("未署名"), told=told)


def _outcome(one: Signature) -> str:
    if one.outcome == "altered":
        return say("签名后内容被改动，签名不成立")
    return say("签名完好，签署人可信") if one.known else say("签名完好，签署人的证书不在本系统认可之列")


def _covers(one: Signature) -> str:
    if one.outcome == "altered":
        return ""
    if one.whole:
        return say("覆盖整个文件")
    return say(
        "覆盖第{revision}次保存（共{revisions}次），以后的改动都在允许之内",
        revision=one.revision,
        revisions=one.revisions,
    )


def _when(one: Signature) -> str:
    if one.stamped_at:
        return say("时间戳 {time}", time=_minute(one.stamped_at))
    return (
        say("自报时间 {time}，没有时间戳", time=_minute(one.signed_at))
        if one.signed_at
        else say("没有时间戳")
    )


def _minute(moment: str) -> str:
    """To the minute, where the clocks are eight hours ahead."""
    from datetime import datetime, timedelta, timezone

    read = datetime.fromisoformat(moment)
    return f"{read.astimezone(timezone(timedelta(hours=8))):%Y-%m-%d %H:%M}"
