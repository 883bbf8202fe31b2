"""A publicity from its preview to its end: who is named, and on which days it runs."""

from datetime import timedelta

from linxuan_site import clock
from linxuan_site.actions.publicity import close_publicity, open_publicity
from linxuan_site.models import Publicity
from tests.site.life.conftest import CALL, Life, On
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

BOARD = f"/board/{CALL}/"
ORDER = f"{BOARD}enterprise/"
PUBLICITY = f"{BOARD}publicity/preview/nominated/"
MANY = 12


def test_a_publicity_opens_runs_and_closes(visitor: Visitor, life: Life, on: On) -> None:
    (only,) = life.scored("95")
    life.act(only, "nominate", life.city)
    client = visitor(life.city)

    client.post(f"{BOARD}publicity/open/nominated/")
    publicity = Publicity.objects.get()
    running = read(client.get(BOARD).content).text
    early = client.post(f"{BOARD}publicity/{publicity.pk}/close/")

    assert "正在公示" in running
    assert "结束公示" not in running
    assert early.status_code == 409
    assert "之后才能结束" in read(early.content).text
    with clock.on_day(publicity.closes_on + timedelta(days=1)):
        assert "结束公示" in read(client.get(BOARD).content).text
        asked = client.post(f"{BOARD}publicity/{publicity.pk}/close/")
        assert "这次公示不能再打开" in read(asked.content).text
        assert "已结束的公示" not in read(client.get(BOARD).content).text
        client.post(f"{BOARD}publicity/{publicity.pk}/close/", {"back": "1"})
        assert "已结束的公示" not in read(client.get(BOARD).content).text
        client.post(f"{BOARD}publicity/{publicity.pk}/close/", {"sure": "1"})
        assert "已结束的公示" in read(client.get(BOARD).content).text


def test_a_second_publicity_names_only_who_is_new_unless_all_are_asked_for(
    visitor: Visitor, life: Life
) -> None:
    first, second = life.scored("95", "90")
    life.act(first, "nominate", life.city)
    client = visitor(life.city)
    over = open_publicity(CALL, "nominated", account=life.city)
    with clock.on_day(over.closes_on + timedelta(days=1)):
        close_publicity(over.pk, account=life.city)
        alone = client.post(f"{BOARD}publicity/open/nominated/")
        life.act(second, "nominate", life.city)
        preview, whole = (read(client.get(f"{PUBLICITY}{more}").content) for more in ("", "?again=1"))
        client.post(f"{BOARD}publicity/open/nominated/", {"name": [second.pk]})

    assert "没有新的" in read(alone.content).text
    assert "另有 1 家已公示期满，这次不再列出" in preview.text
    assert "开始公示 1 家" in preview.text
    assert "其中 1 家已公示期满" in whole.text
    assert "开始公示 2 家" in whole.text
    assert [one.application_id for one in Publicity.objects.latest("pk").entries.all()] == [second.pk]


def test_nothing_is_published_while_nobody_is_nominated(visitor: Visitor, life: Life) -> None:
    client = visitor(life.city)

    assert "还没有可以公示的单位" in read(client.get(BOARD).content).text
    assert client.post(f"{BOARD}publicity/open/nominated/").status_code == 409
    assert client.post(f"{BOARD}publicity/open/draft/").status_code == 409


def test_the_days_of_a_publicity_stand_as_a_calendar_with_what_does_not_count(
    visitor: Visitor, life: Life, on: On
) -> None:
    (only,) = life.scored("95")
    life.act(only, "nominate", life.city)

    with on("2023-04-27"):
        text = " ".join(read(visitor(life.city).get(PUBLICITY).content).text.split())

    assert "到 2023年5月6日（周六）24:00 为止" in text
    for told in ("4月27日 第 1 天", "4月28日 第 2 天", "4月29日 不计", "5月4日 第 3 天", "5月6日 第 5 天"):
        assert told in text
    assert "调休上班" in text
    assert "劳动节" in text


def test_names_are_published_as_they_were_seen_and_once(visitor: Visitor, life: Life) -> None:
    first, second = life.scored("95", "90")
    life.act(first, "nominate", life.city)
    client = visitor(life.city)
    page = read(client.get(PUBLICITY).content)
    assert "示例1号有限公司" in page.text
    assert not Publicity.objects.exists()
    life.act(second, "nominate", life.city)

    changed = client.post(f"{BOARD}publicity/open/nominated/", {"name": [first.pk]})
    opened = client.post(f"{BOARD}publicity/open/nominated/", {"name": [first.pk, second.pk]})
    again = client.post(f"{BOARD}publicity/open/nominated/", {"name": [first.pk, second.pk]})

    assert "名单刚刚有变动" in read(changed.content).text
    assert opened.status_code == 302
    assert "正在公示" in read(again.content).text
    assert Publicity.objects.count() == 1
