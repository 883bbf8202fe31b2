import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict

import pytest

from linxuan.errors import BadInput
from linxuan_site.documents.content import Answer, Answers, FormPaper, FormSection, Narrative
from linxuan_site.documents.letters import letter_pdf
from linxuan_site.documents.sample import sample_pdf
from linxuan_site.documents.typesetting import typeset
from tests.site.documents.papers import RARE, SENTENCE, form, letter
from tests.site.documents.reading import pages_of, text_of


def printed(paper: FormPaper) -> bytes:
    return typeset("form.typ", asdict(paper))


def test_a_form_shows_every_answer() -> None:
    text = text_of(printed(form()))
    for words in (
        "2010年2月28日",
        "1,000.00",
        "800.00",
        "万元",
        "主要作品",
        "毯",
        "1.50",
        SENTENCE,
        "执照.pdf",
    ):
        assert words in text


def test_the_cover_tells_call_title_applicant_number_revision_day_and_authority() -> None:
    cover = pages_of(printed(form()))[0]
    for words in (
        "作坊奖2023年遴选",
        "作坊奖申报书",
        "示例作坊",
        "3-WO-0007",
        "第2稿",
        "2023年5月10日",
        "行会",
    ):
        assert words in cover


def test_every_page_bears_the_number_and_which_of_how_many_it_is() -> None:
    pages = pages_of(printed(form()))
    assert len(pages) >= 4
    for place, page in enumerate(pages, start=1):
        assert "3-WO-0007" in page
        assert f"第{place}页共{len(pages)}页" in page


@pytest.mark.parametrize("sign", RARE)
def test_a_rare_sign_of_a_name_is_printed_as_itself(sign: str) -> None:
    assert f"名称甲{sign}乙" in text_of(printed(one_answer(f"甲{sign}乙")))


@pytest.mark.parametrize(("sign", "named"), [("𠮷", "〔U+20BB7〕"), ("😀", "〔U+1F600〕")])
def test_a_sign_that_no_face_has_is_named_instead_of_leaving_an_empty_box(sign: str, named: str) -> None:
    assert f"名称甲{named}乙" in text_of(printed(one_answer(f"甲{sign}乙")))


def test_a_long_text_breaks_over_pages_and_keeps_every_sentence() -> None:
    sentences = "".join(f"第{number}句到此为止。" for number in range(1200))
    paper = form(FormSection("措施", (Narrative("战略规划", sentences),)))
    pages = pages_of(printed(paper))[1:]
    head, foot = (
        paper.applicant + paper.title,
        re.compile(r"编号3-WO-0007第2稿校验码\w+第\d+页共\d+页核验：[^。]+。$"),
    )
    assert len(pages) > 5
    assert sentences in "".join(foot.sub("", page.removeprefix(head)) for page in pages)


def test_a_word_without_a_space_is_copied_as_it_was_typed() -> None:
    address = "https://example.cn/" + "a_very_long_path/" * 12
    assert address in text_of(printed(one_answer(address)))


@pytest.mark.parametrize(
    "typed",
    [
        '#read("/etc/passwd")',
        "#panic()",
        "$x^2$",
        "*粗*",
        "= 标题",
        "<label>",
        "@ref",
        "\\u{41}",
        "// 注",
        "[a](b)",
    ],
)
def test_what_looks_like_a_command_of_the_typesetter_is_printed_as_typed(typed: str) -> None:
    assert "名称" + "".join(typed.split()) in text_of(printed(one_answer(typed)))


def test_a_blank_form_can_be_set() -> None:
    blank = Answers((Answer("名称"),))
    paper = form(FormSection("基本信息", (blank, Narrative("做法", ""))), evidence=(), seals=(), notes=())
    assert "做法" in text_of(printed(paper))


def test_places_for_seal_and_signature_stand_at_the_end() -> None:
    last = pages_of(printed(form()))[-1]
    assert "申报单位（公章）" in last
    assert "法定代表人（签字）" in last
    assert "一式3份" in last


def test_the_same_form_gives_the_same_bytes_at_any_time_in_any_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    first = printed(form())
    printed(form(number="other"))
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert printed(form()) == first
    finally:
        monkeypatch.undo()
        time.tzset()


def test_papers_are_set_side_by_side_in_threads() -> None:
    numbers = [f"3-WO-{number:04d}" for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        papers = list(pool.map(lambda number: printed(form(number=number)), numbers))
    assert all(number in text_of(paper) for number, paper in zip(numbers, papers, strict=True))


def test_a_form_of_ten_pages_takes_a_fraction_of_a_second() -> None:
    sections = tuple(FormSection(f"第{one}部分", (Narrative("做法", SENTENCE * 50),)) for one in range(9))
    printed(form())  # the fonts are read once
    began = time.process_time()
    pages = pages_of(printed(form(*sections)))
    assert len(pages) >= 9
    assert time.process_time() - began < 1.0


def test_a_letter_names_addressee_basis_list_statement_annex_and_day() -> None:
    text = text_of(letter_pdf(letter()))
    for words in (
        "行会总会：",
        "根据《关于作坊奖的通知》",
        "现按顺序推荐2个",
        "对推荐意见负责",
        "附件：作坊奖申报汇总表",
    ):
        assert words in text
    assert "东谷行会2023年5月6日" in text
    assert "2023年05月" not in text


def test_a_letter_leaves_the_contact_and_the_document_number_to_the_office() -> None:
    text = text_of(letter_pdf(letter()))
    assert "〔2023〕号" in text
    assert "（联系人：联系电话：）" in text


def test_a_letter_lists_in_the_order_it_was_given() -> None:
    text = text_of(letter_pdf(letter(30)))
    places = [text.index(f"示例作坊{number}（") for number in range(1, 31)]
    assert places == sorted(places)


def test_a_long_letter_numbers_its_pages_from_the_second() -> None:
    pages = pages_of(letter_pdf(letter(40)))
    assert "—1—" not in pages[0]
    assert pages[1].endswith("—2—")


def test_a_letter_has_the_same_bytes_again() -> None:
    assert letter_pdf(letter()) == letter_pdf(letter())


def test_a_sample_says_that_it_is_one() -> None:
    assert "示例材料" in text_of(sample_pdf("营业执照"))


def one_answer(text: str) -> FormPaper:
    return form(FormSection("基本信息", (Answers((Answer("名称", text, wide=True),)),)))


def test_no_font_of_the_machine_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = printed(form())
    monkeypatch.setitem(os.environ, "FONTCONFIG_FILE", "/nowhere")
    assert printed(form()) == expected


def test_a_paper_that_takes_too_much_is_told_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="没有排成"):
        typeset("form.typ", asdict(form()), seconds=0.01)


def test_a_template_that_fails_is_told_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="没有丢失"):
        typeset("form.typ", {"nothing": "of what it wants"})
