"""What the bench of papers found: its aims, and the pages that its peers are given."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench.papers.aims import aims
from bench.papers.pages import as_html
from bench.papers.word import write_word

KEPT = Path(__file__).parents[3] / "docs" / "bench" / "papers.json"
FORM: dict[str, Any] = {
    "call": "某市遴选", "title": "申报书", "authority": "某局", "number": "5-EN-0001", "revision": 1, "digest": "ab12",
    "applicant": "示例<公司>", "cover": [["申报主体", "示例<公司>"]],
    "sections": [
        {
            "name": "基本情况",
            "blocks": [
                {"kind": "answers", "answers": [
                    {"label": "地址", "text": "中山路", "boxes": [], "wide": False},
                    {"label": "类型", "text": "", "boxes": [{"label": "国有", "ticked": True}], "wide": True},
                ]},
                {"kind": "years", "years": [2022], "lines": [{"label": "收入", "unit": "万元", "amounts": ["12.5"]}]},
                {"kind": "narrative", "label": "做法", "text": "一段\n二段"},
                {"kind": "group", "label": "专利", "heads": ["名称"], "rows": [["泵"]], "widths": [8]},
            ],
        }
    ],
    "seals": [{"label": "公章", "by": "seal"}], "notes": ["一式两份"],
}  # fmt: skip
WORDS = ("某市遴选", "申报书", "某局", "基本情况", "中山路", "国有", "12.5", "二段", "泵", "公章", "一式两份")


def found(**changed: Any) -> dict[str, Any]:
    return {
        "alone": {"cpu_s": 0.2},
        "batch": {
            "cpu_s": 0.05,
            "pages": 10,
            "forms": 1000,
            "child_mb": [50, 100, 105],
            "own_mb": [9, 9, 12],
        },
        "weasyprint": {"cpu_s": 1.0},
        "libreoffice": {"missing": "not installed"},
        "scan": {"examined_cpu_s": 4, "drawn_cpu_s": 2, "examined_here_cpu_s": 9, "drawn_here_cpu_s": 2},
        "compared": {
            "fine_honest": 100,
            "fine_honest_doubted": 1,
            "fine_digit": 20,
            "fine_digit_doubted": 18,
        },
        **changed,
    }


def test_an_aim_is_met_or_not_or_was_not_measured() -> None:
    assert [(one.found, one.met) for one in aims(found())] == [
        (0.05, True),
        (0.2, False),
        (20, True),
        (None, None),
        (1.05, True),
        (pytest.approx(12 / 9), False),
        (2, True),
        (4.5, False),
        (0.01, True),
        (0.9, False),
    ]


def test_few_forms_say_nothing_about_memory() -> None:
    few = {"cpu_s": 0.05, "forms": 40, "child_mb": [50, 100, 200], "own_mb": [9, 9, 9]}

    assert [one.met for one in aims(found(batch=few)) if one.name.startswith("memory")] == [None, None]


def test_the_page_for_weasyprint_has_the_words_of_the_form() -> None:
    page = as_html(FORM)

    assert [word for word in WORDS if word not in page] == []
    assert "示例&lt;公司&gt;" in page
    assert "示例<公司>" not in page


def test_the_word_file_has_the_words_of_the_form(tmp_path: Path) -> None:
    import docx

    write_word(FORM, tmp_path / "form.docx")

    document = docx.Document(str(tmp_path / "form.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([one.text for one in document.paragraphs] + cells)
    assert [word for word in WORDS if word not in text] == []


def test_the_page_about_papers_tells_the_figures_that_were_kept() -> None:
    kept = json.loads(KEPT.read_text("utf-8"))
    text = (KEPT.parents[1] / "bench-papers.md").read_text("utf-8")

    lines = [
        f"| {one['name']} | {one['wanted']} | {one['found']:.3g} | {'✓' if one['met'] else '✗'} |"
        for one in kept["aims"]
    ]
    assert [line for line in lines if line not in text] == []
