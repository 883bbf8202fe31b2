import json
import re

from playwright.sync_api import Page

from linxuan_site.models import Account, Application, Designation, Organisation, Screening, Step
from tests.journeys.conftest import Shoot
from tests.journeys.crowd import crowd_of
from tests.journeys.people import Person
from tests.journeys.stage import PACKAGE, Stage

CHINESE = re.compile(r"[\u3400-\u9fff]+")


def data() -> str:
    """All Chinese that is not ours to translate: the notice and its package, and what people typed."""
    package = [
        path.read_text("utf-8") for path in PACKAGE.rglob("*") if path.suffix in (".toml", ".txt", ".csv")
    ]
    typed = [json.dumps(one.answers, ensure_ascii=False) for one in Application.objects.all()]
    names = [one.name for model in (Organisation, Designation) for one in model.objects.all()]
    people = list(Account.objects.values_list("full_name", flat=True))
    words = [f"{one.opinion}{one.reason}{one.document}{one.details}" for one in Step.objects.all()]
    # What a screening says was said in the language of whoever asked for it.
    said = [
        json.dumps([one.result, one.stage, one.fault], ensure_ascii=False) for one in Screening.objects.all()
    ]
    return "\n".join([*package, *typed, *names, *people, *words, *said])


def own_chinese(page: Page, known: str) -> list[str]:
    """The Chinese that a reader of the page sees, or hears, and that is no data."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    # What says of itself that it is Chinese, as a term of the glossary does, is meant to be.
    page.evaluate("document.querySelectorAll('body [lang^=zh]').forEach(one => one.remove())")
    labels = page.evaluate(
        "[...document.querySelectorAll('[aria-label],[title],[placeholder]')].map(one =>"
        " [one.ariaLabel, one.title, one.placeholder].join(' ')).join(' ')"
    )
    seen = f"{page.title()} {page.inner_text('body')} {labels}"
    # The notice breaks its lines anywhere: its words are looked for without white space.
    return sorted({word for word in CHINESE.findall(seen) if word not in known})


def test_nothing_of_ours_is_left_in_chinese_for_a_reader_of_english(stage: Stage, shoot: Shoot) -> None:
    crowd = crowd_of(stage)
    known = re.sub(r"\s+", "", data())
    people: dict[str, Person] = {}
    left = {}
    for username, address in crowd.pages():
        if username not in people:
            people[username] = Person(stage.new_window())
            if username:
                people[username].signs_in(username)
            people[username].goes_to("/")
            people[username].presses("English")
        person = people[username]
        person.goes_to(address)
        if words := own_chinese(person.page, known):
            left[f"{username} {address}"] = words
    shoot(people["city"].page, "in English")

    assert left == {}
