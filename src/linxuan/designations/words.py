"""The words for what happens to a title, and for its state."""

from linxuan.designations.events import Kind, State
from linxuan.language import say


def kind_name(kind: Kind) -> str:
    """Return the word for a kind of event."""
    words: dict[Kind, str] = {
        "designated": say("认定"),
        "renamed": say("更名"),
        "merged": say("合并"),
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


def state_name(state: State) -> str:
    """Return the word for the state of a title."""
    words: dict[State, str] = {
        "held": say("有效"),
        "suspended": say("暂停中"),
        "withdrawn": say("已退出"),
        "revoked": say("已取消"),
        "expired": say("已到期"),
    }
    return words[state]
