"""What the pages of programmes show: versions, uploads, and the report of one upload."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linxuan_site.portal.administration.preview_roles import Role, roles_of
from linxuan_site.queries.desks import offices_without_people
from linxuan_site.queries.packages import definition_of_package, programmes, versions_of, waiting_packages

KINDS: Mapping[str, Promise] = {
    "call": _("项目"),
    "notice": _("通知正文"),
    "statement": _("说明"),
    "question": _("待明确的问题"),
    "contact": _("联系人"),
    "office": _("部门"),
    "track": _("类别"),
    "title": _("称号"),
    "param": _("参数"),
    "rule": _("申报条件"),
    "score": _("评分表"),
    "judgement": _("人工判断"),
    "stage": _("环节"),
    "action": _("办理事项"),
    "deadline": _("截止日"),
    "quota": _("推荐名额"),
    "paper": _("纸质材料"),
    "round": _("评估评价"),
    "grade": _("等次"),
    "standing": _("称号状态"),
    "keep": _("保存期限"),
    "field": _("栏目"),
    "form": _("表"),
    "section": _("表的部分"),
    "list": _("列表"),
    "template": _("模板"),
}
KEYS: Mapping[str, Promise] = {
    "name": _("名称"),
    "cites": _("引用"),
    "days": _("最后一天"),
    "opens": _("开始"),
    "limit": _("名额"),
    "limits": _("分情形的名额"),
    "holds": _("要求"),
    "when": _("适用情形"),
    "strength": _("须或原则上"),
    "value": _("值"),
    "values": _("分情形的值"),
    "options": _("选项"),
    "required": _("必填"),
    "kind": _("类型"),
    "unit": _("单位"),
    "concerns": _("适用类别"),
    "reading": _("理解"),
    "why": _("理由"),
    "since": _("生效"),
    "until": _("失效"),
    "copies": _("份数"),
    "seals": _("盖章"),
    "needs": _("要齐备的"),
    "help": _("填写说明"),
    "chars": _("最多字数"),
    "min": _("最小"),
    "max": _("最大"),
    "years": _("年份"),
    "actions": _("管哪些办理事项"),
    "by": _("由谁办理"),
    "papers": _("材料"),
    "rows": _("行数"),
    "lines": _("改动的行"),
    "template": _("模板"),
}
STATES: Mapping[str, tuple[str, Promise]] = {
    "faulty": ("not", _("有错误")),
    "sound": ("met", _("没有错误，未发布")),
    "published": ("met", _("已发布")),
    "discarded": ("unknown", _("已放弃")),
}
CHANGES: Mapping[str, tuple[str, Promise]] = {
    "added": ("blue", _("新增")),
    "removed": ("red", _("去掉")),
    "changed": ("ochre", _("改动")),
}


@dataclass(frozen=True)
class ShownKey:
    """One key of a changed element in words, before and after."""

    name: str | Promise
    before: str
    after: str


@dataclass(frozen=True)
class ShownDifference:
    """One difference in words."""

    colour: str
    word: Promise
    name: str
    address: str
    clause: str
    keys: Sequence[ShownKey]


def programmes_page(typed: Mapping[str, str]) -> dict[str, object]:
    """Return what the list of programmes shows."""
    return {
        "programmes": programmes(),
        "waiting": [(one, *STATES[one.state]) for one in waiting_packages()],
        "typed": {"call": typed.get("call", "")},
    }


def programme_page(call: str) -> dict[str, object]:
    """Return what the page of one call shows."""
    versions = versions_of(call)
    return {
        "call": call,
        "name": versions[0].published.name if versions else "",
        "versions": versions,
        "without_people": offices_without_people(versions[0].published.authority) if versions else [],
        "waiting": [(one, *STATES[one.state]) for one in waiting_packages(call)],
    }


def package_page(package: Any, typed: Mapping[str, str]) -> dict[str, object]:
    """Return what the page of one upload shows."""
    report = package.report
    kind, word = STATES[package.state]
    failed = [case for case in report["cases"] if case["failures"]]
    open_phrases = [phrase for phrase in report["phrases"] if phrase["unbound"]]
    return {
        "package": package,
        "report": report,
        "state_kind": kind,
        "state_word": word,
        "errors_by_file": _by_file(report["errors"]),
        "carried": len(report["phrases"]) - len(open_phrases),
        "failed_cases": failed,
        "differences": _grouped(report["differences"]),
        "changes": [
            (*CHANGES[change], count)
            for change, count in Counter(one["change"] for one in report["differences"]).items()
        ],
        "versions": versions_of(package.call),
        "typed": {"why": typed.get("why", ""), "sure": "sure" in typed},
        "roles": _roles(package),
    }


def _roles(package: Any) -> Sequence[Role]:
    """As whom the package may be looked at; a package with faults has no preview."""
    call = definition_of_package(package)
    return roles_of(package.pk, call) if call else ()


def _by_file(errors: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    return [(file, list(group)) for file, group in groupby(errors, key=lambda one: str(one["file"]))]


def _grouped(differences: Iterable[Mapping[str, Any]]) -> list[tuple[str | Promise, list[ShownDifference]]]:
    """The differences by kind, as the inspection ordered them."""
    return [
        (KINDS.get(kind, kind), [_shown(one) for one in group])
        for kind, group in groupby(differences, key=lambda one: str(one["kind"]))
    ]


def _shown(one: Mapping[str, Any]) -> ShownDifference:
    colour, word = CHANGES[one["change"]]
    keys = [ShownKey(KEYS.get(key["key"], key["key"]), key["before"], key["after"]) for key in one["keys"]]
    return ShownDifference(colour, word, one["name"], one["address"], one["clause"], keys)
