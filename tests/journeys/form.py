"""A form filled in by hand: every answer is typed, chosen or uploaded where its label stands."""

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

from linxuan.answers.choices import offered
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Field

PASTE = """(input, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    input.focus();
    input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
CHOOSING = ("choice", "category", "mode", "region")


def fill_in(page: Page, call: Call, procedure: str, answers: Mapping[str, Any], *, section: str = "") -> None:
    """Fill in the sections of the applicant one after another; with `section` only what stands on this page."""
    if section:
        own = next(one for one in lookup.sections_of(call, procedure) if one.name == section)
        for field in own.fields:
            _answer(page, call, procedure, call.fields[field], answers.get(field))
        return
    for one in lookup.sections_of(call, procedure, by="applicant"):
        link = page.get_by_role("link", name=re.compile(rf"^{re.escape(one.name)} \d+.\d+$"))
        if not any(answers.get(field) is not None for field in one.fields):
            continue
        link.first.click()
        expect(page.get_by_role("heading", name=one.name, level=2)).to_be_visible()
        for field in one.fields:
            _answer(page, call, procedure, call.fields[field], answers.get(field))
        page.get_by_role("button", name=re.compile("^保存，")).click()
        expect(page.get_by_role("heading", name=one.name, level=2)).not_to_be_visible()


def _answer(page: Page, call: Call, procedure: str, field: Field, answer: Any) -> None:
    if answer is None:
        return
    if field.years:
        for year, amount in answer.items():
            page.get_by_label(re.compile(f"^{re.escape(field.name)}，{year} 年")).fill(str(amount))
    elif field.kind == "group":
        _fill_rows(page, call, procedure, field, answer)
    elif field.kind == "yes_no":
        _say(page, field, answer)
    elif field.kind == "choices":
        labels = offered(call, procedure, field)
        for one in answer:
            _group(page, field).get_by_label(labels[one], exact=True).check()
    elif field.kind in CHOOSING:
        _choose(page, field, offered(call, procedure, field).get(str(answer), str(answer)))
    elif field.kind == "file":
        _upload(page, field, answer)
    else:
        _type(_labelled(page, field), str(answer))


def _fill_rows(page: Page, call: Call, procedure: str, group: Field, rows: list[Mapping[str, Any]]) -> None:
    for row in rows:
        for name, answer in row.items():
            column = call.fields[name]
            if column.kind == "file":
                _upload(page, column, answer)
            else:
                _answer(page, call, procedure, column, answer)


def _say(page: Page, field: Field, answer: bool) -> None:
    if field.must_be:
        _labelled(page, field).check()
    else:
        _group(page, field).get_by_label("是" if answer else "否", exact=True).check()


def _choose(page: Page, field: Field, label: str) -> None:
    group = _group(page, field)
    if group.count():
        group.get_by_label(label, exact=True).check()
    else:
        _labelled(page, field).select_option(label=label)


def _upload(page: Page, field: Field, name: Any) -> None:
    control = _labelled(page, field)
    control.set_input_files(a_scan(str(name)))
    # Scripts send it at once, and it shows its name; elsewhere the button of the form takes it along.
    zone = page.locator("[data-files]").filter(has=control)
    if zone.count() and page.evaluate("typeof htmx") != "undefined":
        expect(zone.get_by_role("link", name=str(name), exact=True)).to_be_visible()


def _type(control: Locator, text: str) -> None:
    if control.get_attribute("readonly") is None:
        control.fill(text)


def _labelled(page: Page, field: Field) -> Locator:
    labelled = page.get_by_role("main").get_by_label(re.compile(f"^{re.escape(field.name)}"))
    # A form or a group may bear the same name as the question in it.
    return labelled.and_(page.locator("input, select, textarea")).first


def _group(page: Page, field: Field) -> Locator:
    return page.get_by_role("group", name=re.compile(f"^{re.escape(field.name)}"))


def a_scan(name: str) -> Any:
    """A small PDF as a person would choose it."""
    return {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n% synthetic\n%%EOF\n"}


def pastes(control: Locator, text: str) -> None:
    """Paste what a spreadsheet would have put on the clipboard."""
    control.evaluate(PASTE, text)
