"""The scanned notice of the package that is shipped: what is read without help, and with its corrections."""

import tomllib
from collections.abc import Iterator

import pytest

from linxuan.notice.clauses import Correction, Finding, Notice
from linxuan.notice.findings import findings
from linxuan.notice.quotation import nearest, sentence_holds
from linxuan.notice.reading import read_notice
from linxuan.notice.unknown import unknown
from tests.core.notice.read import DALIAN, addresses, own

RAW = (DALIAN / "notice.txt").read_text(encoding="utf-8")
CALL = tomllib.loads((DALIAN / "call.toml").read_text(encoding="utf-8"))
ENTRY = CALL["notice"]["main"]


@pytest.fixture(scope="module")
def scanned() -> Notice:
    return read_notice(RAW)


@pytest.fixture(scope="module")
def corrected() -> Notice:
    corrections = [Correction(**entry) for entry in ENTRY["corrections"]]
    return read_notice(RAW, closing=ENTRY["closing"], corrections=corrections)


@pytest.fixture(scope="module")
def seen(scanned: Notice) -> tuple[Finding, ...]:
    return findings(scanned, RAW)


def of_kind(seen: tuple[Finding, ...], kind: str) -> list[tuple[str, int, str]]:
    return [(each.address, each.sentence, each.value) for each in seen if each.kind == kind]


def citations(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        cited = node.get("cite", [])
        yield from [cited] if isinstance(cited, str) else cited
        for value in node.values():
            yield from citations(value)
    elif isinstance(node, list):
        for value in node:
            yield from citations(value)


def test_the_addresses_are_those_of_the_notice(scanned: Notice) -> None:
    assert addresses(scanned) == [
        "前言",
        *("一", "一(一)", "一(一)1", "一(一)2", "一(一)3"),
        *("一(二)", "一(二)1", "一(二)2", "一(二)2(1)", "一(二)2(2)"),
        *("一(三)", "一(三)1", "一(三)2"),
        *("二", "二(一)", "二(二)", "二(三)"),
        *("三", "三(一)", "三(二)"),
        *("文末", "附件1", "附件2", "附件3"),
    ]


def test_the_title_is_put_together_from_its_lines(scanned: Notice) -> None:
    assert scanned.title == "大连市工业和信息化局关于开展2023年服务型制造示范遴选和评估评价工作的通知"


def test_every_citation_of_the_package_stands_where_it_says(corrected: Notice) -> None:
    cites = [*citations(CALL)]
    for form in sorted((DALIAN / "forms").glob("*.toml")):
        cites += citations(tomllib.loads(form.read_text(encoding="utf-8")))
    lost = []
    for cite in cites:
        place, words = cite.split(" ", 1)
        address, sentence = place.split("#")
        if not sentence_holds(corrected, address, int(sentence), words):
            lost.append((cite, nearest(corrected, words)))
    assert len(cites) > 100
    assert lost == []


def test_the_closing_is_found_without_being_told(corrected: Notice) -> None:
    corrections = [Correction(**entry) for entry in ENTRY["corrections"]]
    assert read_notice(RAW, corrections=corrections).clauses == corrected.clauses


def test_a_lost_full_stop_is_a_correction_that_makes_a_heading_a_sentence(
    scanned: Notice, corrected: Notice
) -> None:
    assert scanned.by_address["一(三)2"].heading == "申报示范城市分为综合类和工业设计特色类"
    assert len(own(scanned, "一(三)2")) == 4
    assert corrected.by_address["一(三)2"].heading == ""
    assert len(own(corrected, "一(三)2")) == 5


def test_lines_that_the_scanner_broke_at_quotation_marks_are_joined(scanned: Notice) -> None:
    assert "“平台接单、按工序分解、多工厂协同”的共享制造模式" in own(scanned, "一(二)2(2)")[3]
    assert "登陆“服务型制造公共服务平台”网站填报" in own(scanned, "三(二)")[1]


def test_the_dates_are_found_with_their_clauses(seen: tuple[Finding, ...]) -> None:
    assert of_kind(seen, "date") == [
        ("一(二)1", 1, "2021-01-01"),
        ("二(三)", 1, "2023-05-15"),
        ("三(二)", 2, "2023-05-05"),
    ]


def test_the_five_quotas_are_found_with_their_clauses(seen: tuple[Finding, ...]) -> None:
    assert of_kind(seen, "quota") == [
        ("一(二)2(1)", 4, "3"),
        ("一(二)2(2)", 5, "1"),
        ("一(二)2(2)", 7, "1"),
        ("一(三)2", 2, "1"),
        ("一(三)2", 4, "1"),
    ]


def test_the_rest_is_found_with_its_clauses(seen: tuple[Finding, ...]) -> None:
    assert of_kind(seen, "document_number") == [("前言", 1, ""), ("前言", 1, "工信部联政法〔2020〕101号")]
    assert [each.text for each in seen if each.kind == "address"] == ["市工信局508室"]
    assert of_kind(seen, "phone") == [("二(一)", 2, "010-58113937")]
    assert of_kind(seen, "url") == [("二(一)", 2, "https://se1ection.csoma.org.cn")]
    assert of_kind(seen, "annex") == [("附件1", 1, "附件1"), ("附件2", 1, "附件2"), ("附件3", 1, "附件3")]
    assert [each.parts for each in seen if each.kind == "contact"] == [
        (("name", "朱丹"), ("phone", "010-58113937")),
        (("office", "产业政策与园区处"), ("name", "张刚")),
    ]


def test_what_looks_misread_is_told(seen: tuple[Finding, ...]) -> None:
    suspects = {(each.text, each.value) for each in seen if each.kind == "suspect"}
    assert suspects == {
        ("工信厅政法函(2023)全2号", ""),
        ("具各", "具备"),
        ("申报示范城市分为综合类和工业设计特色类", ""),
        ("se1ection", "selection"),
        ("申报材必", "申报材料必"),
        ("∠", ""),
        ("联系人:产业政策与园区处张刚", ""),
        ("(联系人:产业政策与园区", ""),
    }


def test_a_finding_tells_the_line_of_the_raw_text(seen: tuple[Finding, ...]) -> None:
    lines = RAW.split("\n")
    told = {each.text: each.line for each in seen}
    assert "∠" in lines[told["∠"] - 1]
    assert "se1ection" in lines[told["se1ection"] - 1]
    assert "508室" in lines[told["市工信局508室"] - 1]


def test_with_its_corrections_only_what_is_lost_stays_suspect(corrected: Notice) -> None:
    suspects = [each for each in findings(corrected, RAW) if each.kind == "suspect"]
    assert {each.address for each in suspects} == {"文末"}


def test_what_the_notice_does_not_say_is_asked(scanned: Notice, seen: tuple[Finding, ...]) -> None:
    asked = {(each.what, each.address) for each in unknown(scanned, seen)}
    assert asked == {
        ("number", ""),
        ("dated", ""),
        ("document_number", "前言"),
        ("phone", "文末"),
        ("annex", "附件1"),
        ("annex", "附件2"),
        ("annex", "附件3"),
    }
