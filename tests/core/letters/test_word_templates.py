"""A Word template that a package brings: filled with text alone; a hostile one is refused in one sentence."""

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from linxuan.errors import BadInput
from linxuan.letters import templates
from linxuan.letters.templates import About, filled_template, word_faults
from linxuan.screening.confined import Stopped
from tests.core.letters.test_letters_to_edit import ATTACKS
from tests.core.letters.word_templates import CONTENT, HOSTILE, TAGS, field, template

ENDLESS = {"a loop without end": "seconds", "a text that grows": "memory"}
ABOUT = About("推荐函", "示例市工业局", "不作证明", "2023-05-06")


def words(file: bytes) -> list[str]:
    return [one.text for one in docx.Document(BytesIO(file)).paragraphs if one.text]


def filled(*paragraphs: str, **more: Any) -> bytes:
    return filled_template(template(*paragraphs), {**CONTENT, **more}, ABOUT)


def test_it_says_what_the_template_says_with_the_letter_in_it() -> None:
    table = docx.Document()
    table.sections[0].footer.paragraphs[0].text = "{{ office }}"
    table.add_paragraph("{{ office }} {{ reference }}")
    table.add_paragraph("{%p for one in opening %}")
    table.add_paragraph("{{ one }}")
    table.add_paragraph("{%p endfor %}")
    listed = table.add_table(rows=3, cols=2)
    listed.rows[0].cells[0].text = "{%tr for row in rows %}"
    for place in range(2):
        listed.rows[1].cells[place].text = f"{{{{ row[{place}] }}}}"
    listed.rows[2].cells[0].text = "{%tr endfor %}"
    file = BytesIO()
    table.save(file)
    made = docx.Document(BytesIO(filled_template(file.getvalue(), CONTENT, ABOUT)))

    assert [one.text for one in made.paragraphs if one.text] == [
        "示例市工业局 〔2023〕　　　号",
        "现推荐2个：",
    ]
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        ["1", "示例甲"],
        ["2", "示例乙"],
    ]
    assert made.sections[0].footer.paragraphs[0].text == "示例市工业局"
    assert (made.core_properties.author, made.core_properties.comments) == ("示例市工业局", "不作证明")


def test_the_same_template_and_letter_give_the_same_bytes() -> None:
    made = template("{{ office }}")

    assert filled_template(made, CONTENT, ABOUT) == filled_template(made, CONTENT, ABOUT)


def test_what_is_filled_in_stays_text_and_never_becomes_a_field() -> None:
    hostile = [*ATTACKS, '<w:fldSimple w:instr="DDEAUTO x"/>', "</w:t></w:r>"]
    made = filled("{%p for one in opening %}", "{{ one }}", "{%p endfor %}", opening=hostile)

    assert words(made) == hostile
    assert b"DDEAUTO" in docx.Document(BytesIO(made)).element.xml.encode()
    assert not list(docx.Document(BytesIO(made)).element.body.iter(qn("w:fldSimple")))


def test_a_part_of_a_text_and_a_filter_that_only_cuts_are_taken() -> None:
    assert words(filled("{{ title|join('·') }}，{{ rows|length }}个，{{ office[:2] }}")) == [
        "示例遴选·推荐函，2个，示例"
    ]


def test_the_number_of_a_page_is_the_one_field_that_there_may_be() -> None:
    assert word_faults(template("{{ office }}", change=field(" PAGE \\* MERGEFORMAT ")), CONTENT, ABOUT) == []


@pytest.mark.parametrize("attack", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence(attack: str) -> None:
    (fault,) = word_faults(HOSTILE[attack], CONTENT, ABOUT)

    assert fault.problem
    assert "\n" not in fault.problem
    assert fault.hint
    with pytest.raises(BadInput):
        filled_template(HOSTILE[attack], CONTENT, ABOUT)


@pytest.mark.parametrize("attack", sorted(set(TAGS) - set(ENDLESS)))
def test_a_hostile_tag_is_refused_in_one_sentence(attack: str) -> None:
    (fault,) = word_faults(template(TAGS[attack]), CONTENT, ABOUT)

    assert fault.problem
    assert "\n" not in fault.problem


@pytest.mark.parametrize(("attack", "limit"), ENDLESS.items())
def test_what_would_never_end_is_stopped(attack: str, limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "TRIAL_SECONDS", 3.0)

    with pytest.raises(Stopped) as fault:
        word_faults(template(TAGS[attack]), CONTENT, ABOUT)
    assert fault.value.limit == limit


def test_a_name_that_there_is_not_is_told_with_those_that_there_are() -> None:
    (fault,) = word_faults(template("{{ nobody }}"), CONTENT, ABOUT)

    assert "nobody" in fault.problem
    assert "addressee" in fault.hint
