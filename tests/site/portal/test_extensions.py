"""A deadline that is put off: for everybody or for one, with its reason and document, never shortened."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from linxuan.errors import BadInput, Refused
from linxuan_site.actions.extensions import extend_deadline
from linxuan_site.actions.offices import set_earlier_day
from linxuan_site.models import Extension
from tests.site.life.conftest import CALL, Life, On
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

PAGE = f"/selection/{CALL}/deadlines/"
WHY = {"reason": "系统升级停办两天", "document": "局务会议纪要第3号"}


def extend(life: Life, day: str, *, number: str = "", deadline: str = "delivery") -> Extension:
    given = date.fromisoformat(day)
    return extend_deadline(CALL, deadline, given, account=life.city, number=number, **WHY)


def test_a_deadline_put_off_for_everybody_lets_everybody_file_until_its_new_end(life: Life, on: On) -> None:
    first, second = life.draft(1), life.draft(2)
    extend(life, "2023-05-18")

    with on("2023-05-18"):
        assert life.act(first, "submit", life.applicant(1)).target == "district"
    with on("2023-05-19"), pytest.raises(Refused) as refusal:
        life.act(second, "submit", life.applicant(2))

    assert "5月18日" in refusal.value.reason
    assert refusal.value.code == "deadline"


def test_a_deadline_put_off_for_one_lets_only_that_one_file(life: Life, on: On) -> None:
    first, second = life.draft(1), life.draft(2)
    extend(life, "2023-05-18", number=f"#{first.pk}")

    with on("2023-05-17"):
        assert life.act(first, "submit", life.applicant(1)).target == "district"
        with pytest.raises(Refused):
            life.act(second, "submit", life.applicant(2))


def test_the_day_of_one_is_above_the_earlier_day_of_its_district(life: Life, on: On) -> None:
    first, second = life.draft(1), life.draft(2)
    set_earlier_day(CALL, "delivery", date(2023, 5, 13), account=life.district)
    extend(life, "2023-05-20", number=f"#{first.pk}")
    extend(life, "2023-05-18")

    with on("2023-05-19"):
        assert life.act(first, "submit", life.applicant(1)).target == "district"
    with on("2023-05-14"), pytest.raises(Refused):
        life.act(second, "submit", life.applicant(2))


def test_an_extension_shortens_nothing(life: Life) -> None:
    life.draft(1)
    for day in ("2023-05-14", "2023-05-15"):
        with pytest.raises(BadInput, match="不能提前"):
            extend(life, day)
    extend(life, "2023-05-20")
    with pytest.raises(BadInput, match="2023-05-20"):
        extend(life, "2023-05-18")


def test_the_database_refuses_an_extension_that_shortens_or_that_is_changed(life: Life) -> None:
    extension = extend(life, "2023-05-20")

    with pytest.raises(DatabaseError), transaction.atomic():
        Extension.objects.filter(pk=extension.pk).update(reason="别的")
    extension.pk, extension.day = None, extension.of
    with pytest.raises(DatabaseError), transaction.atomic():
        extension.save()


def test_a_deadline_that_is_past_opens_again(life: Life, on: On) -> None:
    application = life.draft(1)
    with on("2023-05-17"):
        extend(life, "2023-05-19")
        assert life.act(application, "submit", life.applicant(1)).target == "district"


def test_only_the_authority_puts_off(visitor: Visitor, life: Life) -> None:
    given = {"deadline": "delivery", "day": "2023-05-20", **WHY}

    assert visitor(life.district).post(PAGE, given).status_code == 403
    assert visitor(life.applicant(1)).post(PAGE, given).status_code == 403
    with pytest.raises(Refused):
        extend_deadline(CALL, "delivery", date(2023, 5, 20), account=life.district, **WHY)


def test_what_is_put_off_stands_at_every_deadline_with_its_reason(visitor: Visitor, life: Life) -> None:
    application = life.submitted(1)

    client, given = visitor(life.city), {"deadline": "delivery", "day": "2023-05-20", **WHY}
    life.draft(7)
    asked = read(client.post(PAGE, given).content)
    assert not Extension.objects.exists(), "it is asked for once more"
    assert "现有草稿 1 份" in asked.text
    assert read(client.post(PAGE, {**given, "back": "1"}).content).values["reason"] == WHY["reason"]
    assert not Extension.objects.exists()

    answer = client.post(PAGE, {**asked.values, "sure": "1"}, follow=True)

    assert "为全部申报主体" in read(answer.content).text
    pages = {
        "/": visitor(),
        f"/calls/{CALL}/": visitor(),
        "/desk/": visitor(life.district),
        f"/board/{CALL}/": visitor(life.city),
        f"/desk/applications/{application.pk}/": visitor(life.district),
    }
    for address, client in pages.items():
        text = read(client.get(address).content).text
        assert "本局设定" in text, address
        assert WHY["reason"] in text, address
        assert "2023年5月20日" in text, address
    assert "局务会议纪要第3号" in read(visitor().get(f"/calls/{CALL}/").content).text


def test_what_was_put_off_for_one_is_not_published(visitor: Visitor, life: Life) -> None:
    application = life.draft(1)
    extend(life, "2023-05-20", number=f"#{application.pk}")

    assert WHY["reason"] not in read(visitor().get(f"/calls/{CALL}/").content).text
    own = read(visitor(life.applicant(1)).get(f"/applications/{application.pk}/").content).text
    assert "只为这一件" in own
    assert WHY["reason"] in own


@pytest.mark.parametrize("missing", ["reason", "document", "day"])
def test_what_is_missing_is_said(visitor: Visitor, life: Life, missing: str) -> None:
    given = {"deadline": "delivery", "day": "2023-05-20", **WHY, missing: ""}

    answer = visitor(life.city).post(PAGE, given)

    assert answer.status_code == 422
    assert not Extension.objects.exists()


def test_the_papers_of_an_office_tell_the_day_to_which_a_deadline_was_put_off(
    visitor: Visitor, life: Life
) -> None:
    extend(life, "2023-05-18")

    page = read(visitor(life.district).get(f"/desk/{CALL}/papers/").content).text

    assert "截止日由 2023年5月15日 延到 2023年5月18日 24:00" in page
    assert "通知的截止日是" not in page
