"""What an office writes: its summary table and its letter, from the call and what the office passed on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from linxuan.language import CHINESE, speaking
from linxuan.papers import digest_of, page_codes
from linxuan.programme.definition import Call, Paper
from linxuan_site.documents.carried import in_fours
from linxuan_site.documents.columns import columns_of, exact_cells, name_of, shown_cells, unit_of
from linxuan_site.documents.content import LetterPaper, LetterPart, TableMark, TablePaper
from linxuan_site.documents.layouts import filled_layout
from linxuan_site.documents.letter_words import basis, contact_of, in_words, nth, official_name
from linxuan_site.documents.letters import OURS, Mark, letter_pdf
from linxuan_site.documents.measures import widths
from linxuan_site.documents.tables import table_xlsx
from linxuan_site.documents.word_letters import letter_word
from linxuan_site.models import Office
from linxuan_site.queries.calls import office_name
from linxuan_site.queries.papers import WORD, Listed, layout_of

NARROWEST, WIDEST = 4, 60
OURS_BY_KIND = {
    "receipt": "receipt.typ",
    "certificate": "certificate.typ",
    "round_report": "round-report.typ",
}


def table_to_issue(
    call: Call, paper: Paper, office: Office, listed: Sequence[Listed], day: date
) -> TablePaper:
    """Return the table that an office makes on a day, not marked yet; tables are Chinese as letters are."""
    with speaking(CHINESE):
        return summary_table(call, paper, office, listed, day)


def table_files(call: Call, paper: Paper, table: TablePaper, mark: Mark) -> dict[str, bytes]:
    """Return the workbooks of a table by layout: ours (``), and that of the package (`own`) where it brings one.

    Both bear the same mark; the same table and mark give the same bytes. Raises `BadInput`.
    """
    said = said_by(table)
    digest = digest_of(said)
    (code,) = page_codes(mark.number, mark.revision, digest, pages=1, key=mark.key)
    marked = replace(table, mark=TableMark(mark.number, mark.revision, in_fours(digest), code))
    with speaking(CHINESE):
        files = {"": table_xlsx(marked)}
        if layout := call.layouts.get(paper.workbook):
            files["own"] = filled_layout(layout, marked)
    return files


def said_by(table: TablePaper) -> dict[str, Any]:
    """Return what a table says, as plain values of JSON; its digest stands in its code."""
    return {
        "title": table.title,
        "office": table.office,
        "day": table.day.isoformat(),
        "unit": table.unit,
        "heads": [one.head for one in table.columns],
        "rows": [[str(cell) for cell in cells] for cells in table.rows],
    }


def letter_file(call: Call, paper: Paper, content: LetterPaper, mark: Mark) -> bytes:
    """Return the PDF of an office's letter, each page with its code; the same letter and mark, the same bytes.

    It is laid out by the template that the package brings for it, else by ours. Raises `BadInput` where it
    cannot be.
    """
    return letter_pdf(content, template_of(call, paper), call.templates, mark)


def letter_layouts(call: Call, paper: Paper, content: LetterPaper) -> dict[str, bytes]:
    """Return the other layouts of a letter: a Word file to go on editing, which bears no code."""
    with speaking(CHINESE):
        file = letter_word(content, call.layouts.get(paper.word))
    return {} if file is None else {WORD: file}


def template_of(call: Call, paper: Paper) -> str:
    """Return the template of an office's paper: that of the package, else ours for its kind."""
    return paper.template if paper.template in call.templates else OURS_BY_KIND.get(paper.kind, OURS)


def summary_table(
    call: Call, paper: Paper, office: Office, listed: Sequence[Listed], day: date
) -> TablePaper:
    """Return what stands in a summary table."""
    return TablePaper(
        title=paper.name,
        office=official_name(call, office),
        day=day,
        columns=columns_of(call, paper.lists),
        rows=tuple(exact_cells(one, paper.lists) for one in listed),
        unit=unit_of(call, paper.lists),
        sealed=bool(paper.seals),
        ids=paper.lists,
    )


def letter(call: Call, paper: Paper, office: Office, listed: Sequence[Listed], day: date) -> LetterPaper:
    """Return what stands in a letter; letters are Chinese whatever the reader's language."""
    with speaking(CHINESE):
        return _letter(call, paper, office, listed, day)


def _letter(call: Call, paper: Paper, office: Office, listed: Sequence[Listed], day: date) -> LetterPaper:
    if paper.kind == "nominated":
        return _nominated(call, paper, office, listed, day)
    columns = paper.lists or ("name",)
    heads = tuple(column.head for column in columns_of(call, columns))
    rows = tuple(shown_cells(one, columns) for one in listed)
    return LetterPaper(
        office=official_name(call, office),
        addressee=office_name(call, paper.receiver, "") if paper.receiver else call.reports_to,
        title=(call.name, paper.name),
        opening=tuple(_opening(call, paper, official_name(call, office), listed)),
        heads=heads,
        rows=rows,
        widths=widths(heads, rows, least=NARROWEST, most=WIDEST),
        opinions=tuple((name_of(one), words) for one in listed if (words := _words_of(one))),
        statement=tuple(_statement(call, paper, listed)),
        annexes=tuple(_annexes(call, paper)),
        day=in_words(day),
        year=day.year,
        issued_on=day.isoformat(),
    )


def _nominated(call: Call, paper: Paper, office: Office, listed: Sequence[Listed], day: date) -> LetterPaper:
    """The names by track and category, each in its order; to everybody."""
    signs = official_name(call, office)
    stages = "、".join(dict.fromkeys(call.stages[one.step.source].name for one in listed))
    rests_on = basis(call, signs)
    return LetterPaper(
        office=signs,
        addressee="",
        title=(call.name, paper.name),
        opening=(f"根据{rests_on}，经{stages}，形成{paper.name}如下。",),
        heads=(),
        rows=(),
        opinions=(),
        statement=(f"以上共{len(listed)}个，按类别和名次排列。",),
        annexes=(),
        day=in_words(day),
        year=day.year,
        widths=(),
        issued_on=day.isoformat(),
        parts=tuple(_by_line(call, paper, listed)),
        contact=contact_of(call),
    )


def _by_line(call: Call, paper: Paper, listed: Sequence[Listed]) -> Iterator[LetterPart]:
    columns = tuple(one for one in paper.lists or ("rank", "name") if one not in ("track", "category"))
    heads = tuple(column.head for column in columns_of(call, columns))
    for number, (name, run) in enumerate(groupby(listed, key=lambda one: _line_name(call, one)), start=1):
        own = list(run)
        rows = tuple(shown_cells(one, columns) for one in own)
        heading = f"{nth(number)}、{name}（{len(own)}个）"
        measured = widths(heads, rows, least=NARROWEST, most=WIDEST)
        yield LetterPart(heading, heads=heads, rows=rows, widths=measured)


def _line_name(call: Call, listed: Listed) -> str:
    application = listed.application
    track = call.tracks.get(application.track)
    if track is None:
        return application.track
    category = track.categories.get(application.category, "")
    return f"{track.name}·{category}" if category else track.name


def _opening(call: Call, paper: Paper, office: str, listed: Sequence[Listed]) -> Iterator[str]:
    stages = "、".join(dict.fromkeys(call.stages[one.step.source].name for one in listed))
    shown = "，并已公示" if all(one.case.publicity_over for one in listed) else ""
    rests_on = basis(call, office)
    if _is_lodged(listed):
        yield f"根据{rests_on}要求，现报送{len(listed)}个示范主体的{paper.name}，名单如下："
        return
    order = "按顺序" if all(one.rank for one in listed) else ""
    yield f"根据{rests_on}要求，我单位已完成{stages}{shown}。现{order}推荐{len(listed)}个申报主体，名单如下："


def _is_lodged(listed: Sequence[Listed]) -> bool:
    return all(one.step.kind == "lodge" for one in listed)


def _words_of(listed: Listed) -> str:
    words = listed.step.opinion or listed.step.reason
    return " ".join(words.split())


def _statement(call: Call, paper: Paper, listed: Sequence[Listed]) -> Iterator[str]:
    if _is_lodged(listed):
        yield "上述示范主体未能自行填报的原因属实，书面材料真实。"
        return
    credit = "，并核查了申报主体的信用状况" if _has_credit_code(call, paper) else ""
    yield f"我单位已审核申报材料和佐证材料的真实性、准确性{credit}，对推荐意见负责。"


def _has_credit_code(call: Call, paper: Paper) -> bool:
    tracks = [call.tracks[one] for one in paper.concerns if one in call.tracks]
    return any(track.identified_by == "credit_code" for track in tracks)


def _annexes(call: Call, paper: Paper) -> Iterator[str]:
    for other in call.papers.values():
        goes_along = (other.sender, other.receiver) == (paper.sender, paper.receiver)
        if goes_along and layout_of(other) == "table" and set(other.concerns) & set(paper.concerns):
            yield other.name
