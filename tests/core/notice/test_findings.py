"""Dates, quotas, numbers of documents, and how to reach somebody."""

import pytest

from tests.core.notice.read import found, reading, values

HEAD = "关于申报的通知\n一、"


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("请于2023年 5月 15日 前报送。", ["2023-05-15"]),
        ("请于２０２３年５月５日前报送。", ["2023-05-05"]),
        ("自2023-05-15起，至2023/6/1止，含2023.7.2。", ["2023-05-15", "2023-06-01", "2023-07-02"]),
        ("二〇二三年十二月三十一日前。", ["2023-12-31"]),
        ("公示时间为2024年3月4日至3月11日。", ["2024-03-04", "2024-03-11"]),
        ("请于6月3日前报送。", [""]),
        ("2024年2月29日前。", ["2024-02-29"]),
        ("2023年6月底前。", ["2023-06"]),
        ("第2023.1.2.3版。", []),
    ],
)
def test_dates_are_read_as_days(text: str, dates: list[str]) -> None:
    assert values(HEAD + text, "date") == dates


@pytest.mark.parametrize(
    "text", ["2023年2月30日", "2023年13月1日", "0203年5月5日", "2023年2月29日", "2月30日"]
)
def test_a_day_that_is_none_is_suspect_and_no_date(text: str) -> None:
    assert values(f"{HEAD}{text}前报送。", "date") == []
    assert [each.text for each in found(f"{HEAD}{text}前报送。", "suspect")] == [text]


@pytest.mark.parametrize(
    ("text", "quotas"),
    [
        ("我市示范企业不超过3个。", ["3"]),
        ("每个区限1个，合计不多于 10 家。", ["1", "10"]),
        ("各县市区限额推荐申报一家。", ["1"]),
        ("推荐名额：示范企业3个、示范平台2个。", ["3", "2"]),
        ("各区推荐数量不得超过两家。", ["2"]),
        ("中央企业择优推荐1家。", ["1"]),
        ("至多五项。", ["5"]),
    ],
)
def test_quotas_are_read_as_numbers(text: str, quotas: list[str]) -> None:
    assert values(HEAD + text, "quota") == quotas


@pytest.mark.parametrize(
    "text",
    [
        "连续三年评估。",
        "纸质材料3份，各1份。",
        "不超过3个月。",
        "不超过5个工作日。",
        "今年申报名额较少。",
        "字数不超过3000字。",
        "团队成员不超过15人。",
        "从业人员不少于50人。",
    ],
)
def test_other_numbers_are_no_quotas(text: str) -> None:
    assert values(HEAD + text, "quota") == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("根据《通知》（工信厅政法函〔2023〕42号）要求。", ["工信厅政法函〔2023〕42号"]),
        ("根据工信部联政法 (2020)101号 文件。", ["工信部联政法〔2020〕101号"]),
        ("按照某工信规【2021】1号和某财办［2022］3号。", ["某工信规〔2021〕1号", "某财办〔2022〕3号"]),
        ("国务院令第716号公布。", ["国务院令第716号"]),
        ("《办法》（2007年第53号令）。", ["2007年第53号"]),
        ("《目录（2015年版）》。", []),
    ],
)
def test_numbers_of_documents_are_read(text: str, numbers: list[str]) -> None:
    assert values(HEAD + text, "document_number") == numbers


@pytest.mark.parametrize("text", ["某工信(2023)全2号", "某工信〔2O23〕4号"])
def test_a_number_of_a_document_that_is_none_is_suspect(text: str) -> None:
    assert values(f"{HEAD}见{text}。", "document_number") == [""]
    assert text in [each.text for each in found(f"{HEAD}见{text}。", "suspect")]


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("电话：0411-8368 6666。", []),
        ("电话：0411-83686666、83686777。", ["0411-83686666", "83686777"]),
        ("电话：（0411）83686666转8001。", ["0411-83686666转8001"]),
        ("手机：13800138000。", ["13800138000"]),
        ("热线：400-800-1234。", ["400-800-1234"]),
        ("监督电话:88236281(派驻组)、88260286(机关纪委)。", ["88236281", "88260286"]),
        ("代码912102440580649631，邮编116000。", []),
    ],
)
def test_telephones_are_read(text: str, phones: list[str]) -> None:
    assert values(HEAD + text, "phone") == phones


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("联系人：张三，电话：0411-83686666。", {"name": "张三", "phone": "0411-83686666"}),
        ("网站联系人张三0411-83686666。", {"name": "张三", "phone": "0411-83686666"}),
        (
            "联 系 人：规划处 李四\n联系电话：3569409",
            {"office": "规划处", "name": "李四", "phone": "3569409"},
        ),
        ("联系人及电话：王五 13800138000。", {"name": "王五", "phone": "13800138000"}),
        ("市工信局科技处：0411-83686666。", {"office": "市工信局科技处", "phone": "0411-83686666"}),
        ("毕某某 0411-83686666。", {"name": "毕某某", "phone": "0411-83686666"}),
    ],
)
def test_who_is_to_be_asked_is_read_with_the_phone(text: str, parts: dict[str, str]) -> None:
    assert [dict(each.parts) for each in found(HEAD + text, "contact")] == [parts]


def test_a_phone_on_the_next_line_belongs_to_the_name() -> None:
    (contact,) = found("关于申报的通知\n一、条件。\n联系人：张三\n联系电话：0411-83686666\n", "contact")
    assert dict(contact.parts)["phone"] == "0411-83686666"


@pytest.mark.parametrize("text", ["请填写联系人及联系电话。", "咨询电话：0411-83686666。"])
def test_the_word_alone_is_no_contact(text: str) -> None:
    assert found(HEAD + text, "contact") == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("报送至市工信局508室（附电子版）。", ["市工信局508室"]),
        ("地址：某市某区人民路22号市政府大楼634室。", ["某市某区人民路22号市政府大楼634室"]),
        ("研究所（北京市某区百万庄大街22号，100037）。", ["北京市某区百万庄大街22号"]),
        ("网站地址：https://a.example.cn。", []),
    ],
)
def test_rooms_and_streets_are_read(text: str, places: list[str]) -> None:
    assert [each.text for each in found(HEAD + text, "address")] == places


def test_mail_and_sites_are_read() -> None:
    text = HEAD + "登录https://a.example.cn/x?id=1，或www.example.com。邮箱：gxj409@126.com。"
    assert values(text, "url") == ["https://a.example.cn/x?id=1", "www.example.com"]
    assert values(text, "email") == ["gxj409@126.com"]


def test_a_finding_knows_its_sentence() -> None:
    text = "关于申报的通知\n一、条件\n第一句。请于2023年5月15日前报送。\n"
    (date,) = found(text, "date")
    assert (date.address, date.sentence, date.line) == ("一", 2, 3)
    assert date.text in reading(text).by_address["一"].sentences[date.sentence - 1]
