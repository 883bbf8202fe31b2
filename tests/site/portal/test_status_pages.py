"""The page of operating statuses: a file is looked at, decided and recorded; words are judged."""

from django.core.files.uploadedfile import SimpleUploadedFile

from linxuan_site.demo.people import credit_code
from linxuan_site.models import RevocationCase, StatusRecord
from tests.site.life.conftest import CALL, Life
from tests.site.life.test_evaluation import designated
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

ADDRESS = f"/register/statuses/{CALL}/"
HEAD = "统一社会信用代码,企业名称,登记状态,日期\n"


def held(content: bytes) -> str:
    return content.decode().split('name="held" value="')[1].split('"')[0]


def test_a_file_is_shown_then_recorded_and_its_words_judged(visitor: Visitor, life: Life) -> None:
    for number in (901, 902, 903):
        designated(life, number)
    text = (
        HEAD
        + f"{credit_code(901)},,注销,2023-05-08\n{credit_code(902)},,迁出,2023-05-08\n,示例903号厂,停业,\n"
    )
    text += f"{credit_code(903)},示例902号,停业,2023-05-08\n"
    client = visitor(life.city)

    shown = client.post(ADDRESS, {"table": SimpleUploadedFile("状态.csv", text.encode())})
    page = read(shown.content)
    assert "由人判断" in page.text
    assert "名称写的是" in page.text
    assert not StatusRecord.objects.exists()
    sign = held(shown.content)
    lacking = client.post(ADDRESS, {"held": sign, "confirm": "1", "source": "公示系统"})
    assert lacking.status_code == 422
    assert "公示系统" in lacking.content.decode()
    doubtful = client.post(
        ADDRESS,
        {
            "held": held(lacking.content),
            "confirm": "1",
            "source": "公示系统",
            "row-4": "leave_out",
            "row-5": "leave_out",
        },
    )
    assert doubtful.status_code == 302
    after = read(client.get(ADDRESS).content).text
    assert "规则提出了 1 件取消" in after
    assert "要由人判断的词" in after
    assert RevocationCase.objects.get().designation.name == "示例901号"
    word = StatusRecord.objects.get(status="")
    assert client.post(f"{ADDRESS}{word.pk}/", {"status": "active", "why": ""}).status_code == 422
    assert client.post(f"{ADDRESS}{word.pk}/", {"status": "active", "why": "还在经营"}).status_code == 302
    assert "要由人判断的词" not in read(client.get(ADDRESS).content).text


def test_lines_that_are_wrong_are_named_and_nothing_is_offered(visitor: Visitor, life: Life) -> None:
    text = HEAD + "1234,,注销,\n,,注销,\n"

    answer = visitor(life.city).post(ADDRESS, {"table": SimpleUploadedFile("状态.csv", text.encode())})

    page = read(answer.content)
    assert answer.status_code == 422
    assert "A2“统一社会信用代码”" in page.text
    assert "第3行" in page.text
    assert "确认登记" not in page.text


def test_it_is_the_authority_s_page(visitor: Visitor, life: Life) -> None:
    assert visitor(life.district).get(ADDRESS).status_code == 403
    assert visitor(life.city).post(ADDRESS, {}).status_code == 422
