"""What a page says of an examination: its state in a word, each page, each doubt, and what to do about it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATES: dict[str, tuple[str, Promise]] = {
    "reading": ("unknown", _("正在核对")),
    "stuck": ("soft", _("核对中断了")),
    "failed": ("not", _("读不出来")),
    "clear": ("met", _("没有疑点")),
    "doubted": ("soft", _("有疑点")),
    "asked_again": ("soft", _("请重交")),
    "decided": ("met", _("疑点都已认可")),
}
"""The mark and the word of each state."""
OUTDATED = ("soft", _("是旧稿的扫描件"))

OUTCOMES: dict[str, Promise] = {
    "ours": _("本稿"),
    "older": _("旧稿"),
    "foreign": _("别的材料"),
    "altered": _("二维码不符"),
    "revoked": _("密钥已作废"),
    "unread": _("没有读到二维码"),
}
"""What a page is."""

KINDS: dict[str, Promise] = {
    "missing": _("缺页"),
    "doubled": _("重复"),
    "swapped": _("顺序不对"),
    "foreign": _("别的材料"),
    "older": _("旧稿"),
    "altered": _("二维码不符"),
    "revoked": _("密钥已作废"),
    "unread": _("没有读到二维码"),
    "differs": _("与打印件不同"),
    "no_seal": _("没有看到印章"),
}
"""What a doubt is about."""

ADVICE: dict[str, Promise] = {
    "missing": _("请补扫这一页，连同其余各页一起重新上传。"),
    "doubled": _("请去掉多出的一页，重新上传。"),
    "swapped": _("请按页码顺序排好，重新上传。"),
    "foreign": _("请去掉这一页，只上传本申报的打印件。"),
    "older": _("请下载最新一稿的申报书，打印盖章后重新扫描。"),
    "altered": _("请重新下载打印，盖章后再扫描。"),
    "revoked": _("请重新下载打印，盖章后再扫描。"),
    "unread": _("请重新扫描这一页：放平，整页都在，二维码清楚，不低于150dpi。"),
    "differs": _("请对照两边的图。纸上改过的，请在网上改好、重新打印盖章；只是污渍或字迹的，等审核部门看。"),
    "no_seal": _("请核对这一页是否盖了章；盖了的，请用彩色重新扫描。"),
}
"""What whoever handed it in can do."""
