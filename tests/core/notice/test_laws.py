"""What holds for any text: it is read, nothing is lost or made up, and the scanner's noise changes nothing."""

import time
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from linxuan.errors import BadInput
from linxuan.notice.clauses import Notice
from linxuan.notice.findings import findings
from linxuan.notice.lines import bare
from linxuan.notice.quotation import nearest, sentence_holds, squeeze
from linxuan.notice.reading import read_notice
from linxuan.notice.unknown import unknown
from tests.core.notice.read import DALIAN, addresses, pieces

RAW = (DALIAN / "notice.txt").read_text(encoding="utf-8")
NUMBERING = set("一二三四五六七八九十〇零百0123456789lI().（）．、,第编章节条附件表录:：-—–") | set(
    "①②③④⑤⑥⑦⑧⑨⑩⼀⼆⼋⼗"
)
SCRAPS = (
    *(
        "一、",
        "二、",
        "（一）",
        "(二)",
        "1.",
        "2.",
        "3、",
        "（1）",
        "①",
        "第一条 ",
        "第二章 ",
        "附件",
        "附件1",
        "附件：1.甲",
    ),
    *(
        "\n",
        "\n\n",
        " ",
        "　　",
        "。",
        "；",
        "：",
        "，",
        "“",
        "”",
        "（",
        "）",
        "《",
        "》",
        "— 1 —",
        "∠",
        "----",
    ),
    *(
        "关于申报的通知",
        "各区：",
        "特此通知。",
        "联系人：张三",
        "0411-83686666",
        "2023年5月15日",
        "2023年2月30日",
    ),
    *(
        "不超过3个",
        "某工信〔2023〕42号",
        "https://se1ection.cn",
        "508室",
        "人民路22号",
        "申报材料",
        "企业应当在本市注册",
    ),
    *(
        "\x0c",
        "\u200b",
        "\r\n",
        "\t",
        "a@b.cn",
        "年",
        "月",
        "日",
        "号",
        "5",
        "名额",
        "\ufeff",
        "\ud7ff",
        "𠮷",
        "e\u0301",
    ),
)
patient = settings(deadline=None)
any_text = st.lists(st.sampled_from(SCRAPS) | st.text(max_size=6), max_size=60).map("".join)
words = st.text(alphabet="申报企业平台示范城市服务制造创新条件程序推荐评审", min_size=4, max_size=80)
headings = st.text(alphabet="申报企业平台示范城市服务制造创新", min_size=2, max_size=12)


def read_if_any(raw: str) -> Notice | None:
    try:
        return read_notice(raw)
    except BadInput:
        return None


@patient
@given(any_text)
@example("附件")
@example("一、\n附件：\n1.\n附件1\n")
def test_any_text_is_read_or_refused_in_words(raw: str) -> None:
    notice = read_if_any(raw)
    if notice:
        seen = findings(notice, raw)
        assert unknown(notice, seen) is not None
        for each in seen:
            assert each.address in notice.by_address
            assert 0 <= each.sentence <= max(len(notice.by_address[each.address].sentences), 1)


@patient
@given(any_text)
def test_addresses_are_unique_and_resolve(raw: str) -> None:
    notice = read_if_any(raw)
    if notice:
        assert len(set(addresses(notice))) == len(addresses(notice)) == len(notice.by_address)


@patient
@given(any_text)
def test_nothing_is_made_up_and_only_numbers_are_left_out(raw: str) -> None:
    notice = read_if_any(raw)
    if notice:
        there, read = Counter(bare(raw)), Counter(bare("".join(pieces(notice))))
        assert read - there == Counter()
        assert set(there - read) <= NUMBERING | set("∠-— ")


@st.composite
def notices(draw: st.DrawFn) -> list[str]:
    """The paragraphs of a well-built notice."""
    made = ["关于申报的通知", "各区：", draw(words) + "。"]
    for top in "一二三"[: draw(st.integers(1, 3))]:
        made.append(f"{top}、{draw(headings)}")
        for inner in "一二三"[: draw(st.integers(0, 3))]:
            made.append(f"（{inner}）{draw(headings)}")
            made += [f"{draw(words)}。" for _ in range(draw(st.integers(1, 3)))]
        made.append(f"{draw(words)}。")
    return [*made, "特此通知。"]


def wrapped(paragraph: str, length: int) -> str:
    """The paragraph as a page prints it: the first line indented, the others cut at the margin."""
    indented = "　　" + paragraph
    return "\n".join(indented[at : at + length] for at in range(0, len(indented), length))


@patient
@given(notices(), st.integers(22, 34))
def test_where_lines_were_broken_does_not_matter(paragraphs: list[str], length: int) -> None:
    whole = read_notice("\n".join(paragraphs))
    broken = read_notice("\n".join(wrapped(each, length) for each in paragraphs))
    assert [*pieces(broken)] == [*pieces(whole)]
    assert addresses(broken) == addresses(whole)


@patient
@given(notices())
def test_every_character_but_the_numbers_is_in_one_sentence_in_its_order(paragraphs: list[str]) -> None:
    notice = read_notice("\n".join(paragraphs))
    plain = "".join(each.split("、")[-1].split("）")[-1] for each in paragraphs)
    assert "".join(pieces(notice)) == plain


@patient
@given(st.data())
def test_spaces_that_a_scanner_strews_in_do_not_matter(data: st.DataObject) -> None:
    places = data.draw(st.sets(st.integers(1, len(RAW) - 2), max_size=40))
    noisy = "".join(
        character + " " if at in places and _is_inside(RAW, at) else character
        for at, character in enumerate(RAW)
    )
    assert [*pieces(read_notice(noisy))] == [*pieces(read_notice(RAW))]


def _is_inside(text: str, at: int) -> bool:
    return all("\u4e00" <= each <= "\u9fff" for each in text[at : at + 2])


def test_the_width_of_marks_and_digits_does_not_matter() -> None:
    half = {code - 0xFEE0: code for code in range(0xFF01, 0xFF5F)}
    wide = read_notice(RAW.translate(half))
    assert addresses(wide) == addresses(read_notice(RAW))
    assert [*map(squeeze, pieces(wide))] == [*map(squeeze, pieces(read_notice(RAW)))]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_the_kind_of_line_end_does_not_matter(end: str) -> None:
    assert read_notice(RAW.replace("\n", end)).clauses == read_notice(RAW).clauses


@patient
@given(st.text(max_size=40))
def test_a_sentence_holds_each_of_its_own_pieces(text: str) -> None:
    notice = read_notice(RAW)
    sentence = notice.by_address["一(二)1"].sentences[0]
    assert sentence_holds(notice, "一(二)1", 1, sentence[len(text) :])
    assert isinstance(nearest(notice, text), str)


@pytest.mark.parametrize(
    "scrap",
    [
        "1",
        "（",
        "“",
        "aa.",
        "www.",
        "a@",
        "一、甲\n",
        "附件:\n",
        "名额3个、",
        "联系人:张三",
        "2023年5月15日",
        "甲：\n",
        "名 ",
    ],
)
def test_a_long_text_of_any_kind_takes_no_longer_for_each_character(scrap: str) -> None:
    short, long = (_seconds(scrap * (size // len(scrap))) for size in (10_000, 80_000))
    assert long < max(40 * short, 2)


def _seconds(raw: str) -> float:
    begun = time.perf_counter()
    notice = read_notice(raw)
    findings(notice, raw)
    return time.perf_counter() - begun
