"""What a paper names of the files that its package brings: how it is laid out, into what it is filled."""

from linxuan.language import say
from linxuan.programme.entry import Entry
from linxuan.programme.faults import suggestion
from linxuan.programme.known import APPLICANT
from linxuan.programme.template_files import is_template

LAYOUTS = ("form", "table", "letter")
"""Ours; a package may bring templates of its own."""


def workbook_of(entry: Entry) -> str:
    """Return the path of a workbook that the package brings for a table of an office; empty without one."""
    found = entry.text("workbook")
    if not found:
        return ""
    if entry.text("from") == APPLICANT or not entry.has("lists"):
        entry.fault("workbook", say("只有部门的汇总表才填进工作簿"), say("写上 lists，或去掉 workbook"))
        return ""
    books = tuple(file for file in entry.known.of("layout") or () if file.endswith(".xlsx"))
    if found not in books:
        entry.fault("workbook", say("没有工作簿“{file}”", file=found), suggestion(found, books))
        return ""
    return found


def word_of(entry: Entry) -> str:
    """Return the path of a Word file that the package brings for a letter of an office; empty without one."""
    found = entry.text("word")
    if not found:
        return ""
    if entry.text("from") == APPLICANT or entry.text("template") == "table":
        entry.fault("word", say("只有部门的公文才有Word稿"), say("去掉 word"))
        return ""
    files = tuple(file for file in entry.known.of("layout") or () if file.endswith(".docx"))
    if found not in files:
        entry.fault("word", say("没有Word模板“{file}”", file=found), suggestion(found, files))
        return ""
    return found


def template_of(entry: Entry) -> str:
    """Return one of our layouts, or the path of a template that the package brings."""
    found = entry.text("template")
    if not found or found in LAYOUTS or not entry.known.lacks("template", found):
        return found
    known = tuple(entry.known.of("template") or ())
    problem = (
        say("没有模板“{file}”", file=found) if is_template(found) else say("不能写“{value}”", value=found)
    )
    entry.fault("template", problem, suggestion(found, (*LAYOUTS, *known)))
    return ""
