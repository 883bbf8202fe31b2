"""Which column of a list of designated entities is which: by its heading, in Chinese or English."""

from collections.abc import Mapping, Sequence

from linxuan.headings import Headings, headings_in, plain, words_of
from linxuan.language import say
from linxuan.programme.definition import Call

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "名称", "企业名称", "单位名称", "主体名称", "示范主体", "示范主体名称", "申报主体", "申报主体名称", "申报单位",
        "申报单位名称", "企业(单位)名称", "单位(企业)名称", "公司名称", "机构名称", "企业", "单位", "entity", "company",
        "organisation", "organization",
    ),
    "credit_code": (
        "统一社会信用代码", "社会信用代码", "统一信用代码", "信用代码", "统一代码", "unified social credit code", "uscc",
    ),
    "old_names": ("曾用名", "曾用名称", "原名", "原名称", "更名前名称", "变更前名称", "old name", "former name", "former names"),
    "cohort": ("批次", "认定批次", "入选批次", "第几批", "batch"),
    "track": ("遴选类别", "申报类别", "示范类别", "认定类别", "类别"),
    "category": ("类", "类型", "子类", "小类"),
    "mode": ("模式",),
    "item": ("称号所属", "项目名称", "产品名称", "平台名称", "作品名称", "thing chosen"),
    "in_charge": (
        "所在区域", "所在地区", "所属地区", "所属区域", "所在地", "所属区县", "区县", "区市县", "地区", "区域", "district",
        "region",
    ),
    "document": ("认定文件", "公布文件", "发布文件", "文件", "文号", "依据"),
    "designated_on": ("认定日期", "公布日期", "发布日期", "发文日期", "认定时间", "公布时间", "日期", "date"),
    "state": ("称号状态", "状态", "standing"),
}  # fmt: skip
"""What the heading of each column may be; the id is one as well."""
PASSED_OVER = ("起于", "依据的文件", "since", "by document")
"""Headings of columns of the register's own list that say nothing to be entered."""


def heading_of(id: str) -> str:
    """Return what a column is called in the lists that we write."""
    return {
        "name": say("名称"),
        "credit_code": say("统一社会信用代码"),
        "old_names": say("曾用名"),
        "cohort": say("批次"),
        "track": say("遴选类别"),
        "category": say("类"),
        "mode": say("模式"),
        "item": say("称号所属"),
        "in_charge": say("所在区域"),
        "document": say("认定文件"),
        "designated_on": say("认定日期"),
        "state": say("称号状态"),
    }[id]


def headings_of_list(rows: Sequence[Sequence[str]], call: Call) -> Headings | None:
    """Return the headings of a sheet; None where no row has that of the name."""
    return headings_in(rows, _words(call), [("name",)])


def _words(call: Call) -> dict[str, str]:
    """The columns by what they may be called; the fields of the call add their own names."""
    own = {"mode": "mode", "category": "category"}
    fields = {field.name: own[field.kind] for field in call.fields.values() if field.kind in own}
    fields |= {
        call.fields[track.item].name: "item" for track in call.tracks.values() if track.item in call.fields
    }
    usual = {id: (*heads, heading_of(id)) for id, heads in COLUMNS.items()}
    return {**{plain(word): id for word, id in fields.items()}, **words_of(usual)}
