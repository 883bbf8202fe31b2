from tests.journeys.conftest import Shoot
from tests.journeys.crowd import Crowd, crowd_of
from tests.journeys.people import Person
from tests.journeys.stage import Stage

WIDTH = 390


def main_pages(crowd: Crowd) -> dict[str, list[str]]:
    """Addresses by user name."""
    found: dict[str, list[str]] = {}
    for username, address in crowd.pages():
        found.setdefault(username, []).append(address)
    return found


def test_no_page_scrolls_sideways_on_a_phone_in_english(stage: Stage, shoot: Shoot) -> None:
    wrong = {}
    for username, addresses in main_pages(crowd_of(stage)).items():
        person = Person(stage.new_window(viewport={"width": WIDTH, "height": 800}))
        if username:
            person.signs_in(username)
        person.goes_to("/")
        person.presses("English")
        for address in addresses:
            person.goes_to(address)
            width = person.page.evaluate("document.documentElement.scrollWidth")
            if width > WIDTH:
                wrong[f"{username} {address}"] = width
        shoot(person.page, f"{username or 'public'} on a phone")

    assert wrong == {}
