"""The words for what happens to a title, and for its state."""

from collections.abc import Mapping

from linxuan.language import say


def kind_name(kind: str) -> str:
    """Return the word for a kind of event (`Kind`)."""
    words: Mapping[str, str] = {
        "designated": say("认定"),
        "renamed": say("更名"),
        "merged": say("合并"),
        "absorbed": say("因合并终止"),
        "split": say("分立"),
        "moved": say("迁往其他地区"),
        "operator_changed": say("运营主体变更"),
        "withdrawn": say("退出名录"),
        "suspended": say("暂停称号"),
        "resumed": say("恢复使用"),
        "revoked": say("取消称号"),
        "restored": say("恢复资格"),
        "expired": say("称号到期"),
        "corrected": say("更正登记"),
    }
    return words[kind]


def state_name(state: str) -> str:
    """Return the word for the state of a title (`State`)."""
    words: Mapping[str, str] = {
        "held": say("有效"),
        "suspended": say("暂停中"),
        "withdrawn": say("已退出"),
        "revoked": say("已取消"),
        "expired": say("已到期"),
        "absorbed": say("已并入其他称号"),
    }
    return words[state]


def fact_name(fact: str) -> str:
    """Return the word for what an event may change (`FACTS`)."""
    words: Mapping[str, str] = {
        "name": say("称号的名称"),
        "holder": say("称号的持有者"),
        "in_charge": say("所在区域"),
        "category": say("类"),
        "mode": say("模式"),
        "document": say("认定文件"),
        "joined": say("并入的名称"),
    }
    return words.get(fact, fact)
