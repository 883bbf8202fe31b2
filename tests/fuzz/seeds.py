"""What the fuzzer starts from: the examples of the documentation and the packages that there are."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
_BLOCK = re.compile(r"```(?P<kind>\w*)\n(?P<text>.*?)```", re.DOTALL)
_HOLDS = re.compile(r'(?:holds|when|value|part|whole)\s*=\s*(?:"""(.*?)"""|"([^"\n]*)")', re.DOTALL)


def expressions() -> Iterator[str]:
    """Every example of the page of the language, and every expression of a package."""
    for kind, text in _blocks("rule-language.md"):
        if kind == "example":
            yield from (re.split(r" \[| → ", line)[0] for line in text.splitlines())
    for call in sorted(ROOT.glob("**/programmes/*/call.toml")):
        for long, short in _HOLDS.findall(call.read_text("utf-8")):
            yield (long or short).strip()


def packages() -> Iterator[str]:
    """Every example of the page of the package, as the only file of one, and the smallest whole one."""
    yield SMALLEST
    for kind, text in _blocks("writing-a-programme.md"):
        if kind == "toml":
            yield f"%%% call.toml\n{text}"
    for file in sorted((ROOT / "tests" / "core" / "programme" / "guild").rglob("*.toml")):
        yield f"%%% {file.name}\n{file.read_text('utf-8')}"


def _blocks(page: str) -> Iterator[tuple[str, str]]:
    for block in _BLOCK.finditer((DOCS / page).read_text("utf-8")):
        yield block["kind"], block["text"]


SMALLEST = """%%% notice.txt
关于遴选的通知
现将有关事项通知如下。
一、申报条件
应当具有独立法人资格。
%%% call.toml
format = 1
[call]
name = "遴选"
programme = "示范"
cohort = 1
authority = "局"
cite = "前言#1 现将有关事项通知如下"
[notice.main]
file = "notice.txt"
[office.bureau]
name = "局"
source = "authority"
why = "试"
[track.shop]
name = "店"
form = "shop"
identified_by = "legal"
source = "authority"
why = "试"
[param.least]
name = "下限"
kind = "integer"
value = 1
source = "authority"
why = "试"
[rule.legal]
name = "独立法人"
cite = "一#1 应当具有独立法人资格"
holds = "legal AND staff >= $least"
exceptions = [ { when = "staff > 100", source = "authority", why = "试" } ]
[stage.draft]
name = "填报"
office = "applicant"
source = "authority"
why = "试"
[stage.done]
name = "办结"
end = true
source = "authority"
why = "试"
[action.file]
name = "提交"
kind = "submit"
from = "draft"
to = "done"
by = "applicant"
source = "authority"
why = "试"
%%% forms/fields.toml
source = "authority"
why = "试"
[field.legal]
label = "独立法人"
kind = "yes_no"
[field.staff]
label = "人数"
kind = "integer"
[field.double]
label = "两倍"
kind = "computed"
value = "staff + staff"
%%% forms/shop.toml
name = "申报书"
source = "authority"
why = "试"
[section.all]
name = "全部"
fields = ["legal", "staff", "double"]
%%% cases/shop.toml
track = "shop"
[case.one]
says = "符合"
answers = { legal = true, staff = 5 }
verdict = "eligible"
"""
