"""What people call the states of an objection, and the steps that lead to them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATES: dict[str, Promise] = {
    "filed": _("已收到，等待核查"),
    "accepted": _("已受理，正在核查"),
    "asked": _("请补充材料"),
    "supplemented": _("已补充，等待核查"),
    "rejected": _("不予受理"),
    "unfounded": _("核查后不成立"),
    "corrected": _("已更正"),
    "upheld": _("成立，已移出名单"),
}
MARKS = {"asked": "soft", "rejected": "not", "unfounded": "not", "corrected": "met", "upheld": "met"}


@dataclass(frozen=True)
class Handling:
    """A step that an officer may take: its state, its name, and what its text is."""

    state: str
    name: Promise
    label: Promise | str = ""
    help: Promise | str = ""
    outcome: bool = False


HANDLING = (
    Handling("accepted", _("受理，开始核查")),
    Handling("asked", _("要求补充"), _("要补充什么"), _("异议人凭回执看得到")),
    Handling("rejected", _("不予受理"), _("理由"), _("如没有署名、没有证据、与公示无关"), outcome=True),
    Handling("unfounded", _("核查后不成立"), _("核查的情况和理由"), outcome=True),
    Handling("corrected", _("已更正"), _("更正了什么"), _("名单不变，只是材料或信息有误"), outcome=True),
    Handling(
        "upheld",
        _("成立，移出名单"),
        _("理由"),
        _("会作为意见写入这一件申报的记录，申报主体看得到：不要写异议人是谁"),
        outcome=True,
    ),
)
