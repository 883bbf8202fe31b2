"""The form as a page for WeasyPrint: the words, tables and faces of ours, without its codes and its data."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

STYLE = """
@page { size: A4; margin: 28mm 24mm 40mm 28mm;
  @top-left { content: string(applicant); font: 9pt "Noto Sans SC"; border-bottom: 0.5pt solid }
  @top-right { content: string(title); font: 9pt "Noto Sans SC"; border-bottom: 0.5pt solid }
  @bottom-left { content: string(mark); font: 9pt "Noto Sans SC" }
  @bottom-right { content: "第 " counter(page) " 页　共 " counter(pages) " 页"; font: 9pt "Noto Sans SC" } }
body { font: 10.5pt/1.55 "Noto Serif SC"; margin: 0 } p { margin: 0; text-align: justify }
.cover { break-after: page; text-align: center } .contents { break-after: page; font-size: 12pt; line-height: 2.1 }
.contents a { color: inherit; text-decoration: none; display: block }
.contents a::after { content: leader(".") target-counter(attr(href), page) }
.name { string-set: applicant content() } .title { string-set: title content(); font-size: 26pt }
.mark { string-set: mark content() } .called { font-size: 16pt; padding-top: 34mm }
.cover table { margin: 30mm auto; width: 128mm; font-size: 13pt }
h2 { font: 14pt "Noto Sans SC"; margin: 7mm 0 3mm; break-after: avoid }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: 3mm 0 }
.given td, .given th, .told { border: 0.5pt solid; padding: 1.8mm 2mm } thead { display: table-header-group }
th { font: 10pt "Noto Sans SC"; background: #f4f4f4 }
.head { font: 10pt "Noto Sans SC"; background: #f4f4f4; break-after: avoid; border-bottom: 0 }
.told p { text-indent: 2em; line-height: 1.72 } .seal { height: 42mm } .narrow { width: 34mm }
"""


def as_html(form: Mapping[str, Any]) -> str:
    """Return the whole page of what stands on a form (`FormPaper`)."""
    names = [one["name"] for one in form["sections"]] + ["签字盖章"]
    contents = "".join(f'<a href="#s{at}">{escape(name)}</a>' for at, name in enumerate(names))
    sections = "".join(_section(at, one) for at, one in enumerate(form["sections"]))
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>{STYLE}</style><body>{_cover(form)}'
        f'<div class="contents"><h2>目　录</h2>{contents}</div>{sections}{_seals(len(names) - 1, form)}</body></html>'
    )


def _cover(form: Mapping[str, Any]) -> str:
    mark = f"编号 {form['number']}　第 {form['revision']} 稿　校验码 {form['digest']}"
    rows = "".join(
        f"<tr><th>{escape(label)}</th><td>{_paragraphs(value)}</td></tr>" for label, value in form["cover"]
    )
    return (
        f'<div class="cover"><p class="mark">{escape(mark)}</p><p class="called">{escape(form["call"])}</p>'
        f'<p class="title">{escape(form["title"])}</p><p class="name">{escape(form["applicant"])}</p>'
        f"<table>{rows}</table><p>{escape(form['authority'])}</p></div>"
    )


def _section(at: int, section: Mapping[str, Any]) -> str:
    drawn = {"answers": _answers, "years": _years, "narrative": _narrative, "group": _group}
    blocks = "".join(drawn[one["kind"]](one) for one in section["blocks"])
    return f'<h2 id="s{at}">{escape(section["name"])}</h2>{blocks}'


def _answers(block: Mapping[str, Any]) -> str:
    rows = "".join(f"<tr>{''.join(row)}</tr>" for row in _in_pairs(block["answers"]))
    return f'<table class="given"><colgroup><col class="narrow"><col><col class="narrow"><col></colgroup>{rows}</table>'


def _in_pairs(answers: Any) -> Iterator[list[str]]:
    waiting: list[str] = []
    for one in answers:
        head, words = f"<th>{escape(one['label'])}</th>", _shown(one)
        if one["wide"]:
            if waiting:
                yield [*waiting, "<td colspan=2></td>"]
            waiting = []
            yield [head, f"<td colspan=3>{words}</td>"]
        elif waiting:
            yield [*waiting, head, f"<td>{words}</td>"]
            waiting = []
        else:
            waiting = [head, f"<td>{words}</td>"]
    if waiting:
        yield [*waiting, "<td colspan=2></td>"]


def _shown(answer: Mapping[str, Any]) -> str:
    boxes = "　".join(("■" if one["ticked"] else "□") + escape(one["label"]) for one in answer["boxes"])
    return boxes or _paragraphs(answer["text"])


def _years(block: Mapping[str, Any]) -> str:
    heads = ["指标", "单位", *(f"{year}年" for year in block["years"])]
    rows = [[one["label"], one["unit"], *one["amounts"]] for one in block["lines"]]
    return _table(heads, rows)


def _narrative(block: Mapping[str, Any]) -> str:
    words = _paragraphs(block["text"])
    return f'<div class="told head">{escape(block["label"])}</div><div class="told">{words}</div>'


def _group(block: Mapping[str, Any]) -> str:
    rows = [[str(at), *row] for at, row in enumerate(block["rows"], start=1)]
    return f"<p>{escape(block['label'])}</p>{_table(['序号', *block['heads']], rows)}"


def _table(heads: list[str], rows: list[list[str]]) -> str:
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    body = "".join(f"<tr>{''.join(f'<td>{_paragraphs(one)}</td>' for one in row)}</tr>" for row in rows)
    return f'<table class="given"><thead><tr>{head}</tr></thead>{body}</table>'


def _seals(at: int, form: Mapping[str, Any]) -> str:
    places = "".join(f'<div class="told seal">{escape(one["label"])}</div>' for one in form["seals"])
    notes = "".join(f"<p>· {escape(note)}</p>" for note in form["notes"])
    return f'<h2 id="s{at}">签字盖章</h2>{places}{notes}'


def _paragraphs(words: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in words.split("\n") if line.strip())
