"""What people call the states and acts of a revocation."""

from linxuan.language import say


def state_name(state: str) -> str:
    """Return what a state is called."""
    return {
        "proposed": say("拟取消，待告知"),
        "notified": say("已告知，等待陈述申辩"),
        "answered": say("已陈述申辩，待决定"),
        "silent": say("期限已过，没有答复，待决定"),
        "revoked": say("已取消，可以申诉"),
        "kept": say("不予取消"),
        "withdrawn": say("已撤回"),
        "appealed": say("已申诉，待复核"),
        "final": say("已取消"),
        "upheld": say("复核后维持取消"),
        "restored": say("已恢复"),
    }.get(state, state)


def act_name(act: str) -> str:
    """Return what an act is called."""
    return {
        "propose": say("提出取消"),
        "enter": say("登记别的部门的取消决定"),
        "withdraw": say("撤回"),
        "notify": say("告知"),
        "extend": say("延长期限"),
        "answer": say("陈述申辩"),
        "revoke": say("决定取消"),
        "keep": say("决定不予取消"),
        "appeal": say("申诉"),
        "restore": say("恢复"),
        "uphold": say("维持取消"),
        "annul": say("登记撤销原决定的文件"),
    }.get(act, act)


def told_missing(need: str, act: str) -> str:
    """Return what has to be said with an act."""
    if need == "document":
        return say("请写明文件的名称和文号")
    if need == "decided_on":
        return say("请写明决定的日期")
    if need == "until":
        return {
            "notify": say("方案没有规定陈述申辩的期限，请写明最后一天"),
            "revoke": say("方案没有规定申诉的期限，请写明最后一天"),
        }.get(act, say("请写明延长到哪一天"))
    if act in ("answer", "appeal"):
        return say("请写明事实和理由")
    return say("请写明理由")
