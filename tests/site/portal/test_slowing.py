"""Who guesses waits; a company behind one address does not (ASVS 2.2.1)."""

import json
import re
import time
from typing import Any

import pytest
from django.test import Client

from linxuan.errors import Refused
from linxuan_site.actions import proving
from linxuan_site.actions.slowing import (
    LONGEST_WAIT,
    count_guess,
    counts_of,
    refuse_who_must_wait,
)
from linxuan_site.demo.people import PASSWORD, credit_code, member_of
from linxuan_site.models import Account, CachedValue, SignInRecord
from linxuan_site.visits import Visit
from tests.site.life.conftest import Life
from tests.site.portal.factors import ASK, code_of, gives_password, sets_up_app

OFFICE_ADDRESS = {"REMOTE_ADDR": "203.0.113.7"}


@pytest.fixture(autouse=True)
def no_time_passes(time_machine: Any) -> None:
    """A wait is not over because the machine is slow."""
    time_machine.move_to(time.time(), tick=False)


def test_two_hundred_people_behind_one_address_sign_in_in_the_same_minute(
    life: Life,
) -> None:
    people = [member_of(f"示例{n}号有限公司", credit_code(n), f"applicant-{n}") for n in range(100, 300)]

    led = [gives_password(Client(**OFFICE_ADDRESS), one.username) for one in people]

    assert (len(led), set(led)) == (200, {"/my/"})


def test_others_get_in_from_the_address_of_one_who_guesses(life: Life) -> None:
    for _ in range(30):
        gives_password(Client(**OFFICE_ADDRESS), life.city.username, "wrong")

    assert gives_password(Client(**OFFICE_ADDRESS), life.city.username) == ""
    assert gives_password(Client(**OFFICE_ADDRESS), life.district.username) == "/desk/"


def test_one_name_tried_a_thousand_times_is_slowed_and_told_when_to_come_again(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []
    real = proving.authenticate
    monkeypatch.setattr(proving, "authenticate", lambda **given: checked.append(1) or real(**given))

    for n in range(999):
        with pytest.raises(Refused):
            proving.check_password(life.city.username, f"guess-{n}", visit=Visit("127.0.0.1"))
    last = Client().post("/sign-in/", {"username": life.city.username, "password": "guess-999"})

    assert len(checked) == 5, "the sixth was not looked at"
    told = last.content.decode()
    assert last.status_code == 422
    assert re.search(r"试的次数太多，请在 \d\d:\d\d 以后再试", told)
    assert f'value="{life.city.username}"' in told
    events = list(SignInRecord.objects.values_list("event", flat=True))
    assert (events.count("refused"), events.count("slowed")) == (5, 1), "no row a guess"


def test_guesses_from_everywhere_are_slowed_too_and_longer_each_time(db: None) -> None:
    now = time.time()
    waits = []
    for n in range(30):
        counts = counts_of("password", "city", visit=Visit(f"198.51.100.{n}"))
        count_guess(counts)
        everywhere = CachedValue.objects.count()
        waits.append(_waits(counts[1].key) - now)
    assert everywhere == 31, "one an address, and one for all"
    assert waits[:19] == [-now] * 19
    assert waits[19:26] == [30, 60, 120, 240, 480, 900, 900]
    assert max(waits) == LONGEST_WAIT


def _waits(key: str) -> float:
    from django.core.cache import cache

    return float(cache.get(key)[1])


def test_the_owner_gets_in_from_a_browser_that_knows_him_and_by_passkey(life: Life) -> None:
    own = Client()
    gives_password(own, life.city.username)
    own.post("/sign-out/")
    for _ in range(25):
        gives_password(Client(), life.city.username, "wrong")

    assert gives_password(Client(), life.city.username) == "", "a browser that nobody knows waits"
    assert gives_password(own, life.city.username) == "/desk/"
    assert own.cookies["known-here"]["httponly"]


def test_a_mark_of_another_browser_is_worth_nothing(life: Life) -> None:
    for _ in range(25):
        gives_password(Client(), life.city.username, "wrong")
    forged = Client()
    forged.cookies["known-here"] = json.dumps({str(life.city.pk): "x"})

    assert gives_password(forged, life.city.username) == ""


def test_a_browser_that_knows_its_owner_is_slowed_as_well(life: Life) -> None:
    own = Client()
    gives_password(own, life.city.username)
    own.post("/sign-out/")
    for _ in range(11):
        gives_password(own, life.city.username, "wrong")

    assert gives_password(own, life.city.username) == ""
    assert gives_password(Client(), life.city.username) == "/desk/", "and keeps nobody out elsewhere"


def test_a_name_that_there_is_not_answers_as_one_that_there_is(life: Life) -> None:
    def told(name: str) -> list[tuple[int, str]]:
        client = Client()
        answers = [client.post("/sign-in/", {"username": name, "password": "wrong"}) for _ in range(7)]
        texts = [re.sub(r"\d\d:\d\d", "", _fault(one.content.decode())) for one in answers]
        return [(one.status_code, text) for one, text in zip(answers, texts, strict=True)]

    assert told("nobody-of-this-name") == told(life.city.username)


def _fault(page: str) -> str:
    found = re.search(r'class="[^"]*lx-errors.*?</div>', page, re.DOTALL)
    assert found
    return found[0]


def test_codes_are_guessed_as_slowly(life: Life) -> None:
    owner = Client()
    gives_password(owner, life.city.username)
    secret = sets_up_app(owner)
    thief = Client()
    gives_password(thief, life.city.username)

    for n in range(5):
        assert thief.post(ASK, {"code": f"{n:06}"}).status_code == 422
    slowed = thief.post(ASK, {"code": code_of(secret, later=1)})

    assert "试的次数太多" in slowed.content.decode()
    assert thief.get("/desk/").status_code == 302
    assert gives_password(owner, life.city.username) == "/desk/", "he is signed in already"
    owner.post("/sign-out/")
    gives_password(owner, life.city.username)
    assert owner.post(ASK, {"code": code_of(secret, later=1)}).headers["Location"] == "/desk/"


def test_what_is_counted_is_known_to_every_process(life: Life) -> None:
    counts = counts_of("password", "city", visit=Visit("198.51.100.9"))
    for _ in range(6):
        count_guess(counts)

    kept = CachedValue.objects.filter(cache_key__contains=counts[0].key)
    assert kept.count() == 1, "in the database, and not in the memory of one process"
    assert "city" not in kept.get().cache_key
    with pytest.raises(Exception, match="试的次数太多"):
        refuse_who_must_wait(counts)


def test_a_stopped_account_is_told_nothing_of_it(life: Life) -> None:
    Account.objects.filter(pk=life.city.pk).update(is_active=False)

    answer = Client().post("/sign-in/", {"username": life.city.username, "password": PASSWORD})

    assert "用户名或密码不对" in answer.content.decode()
    assert SignInRecord.objects.get().why == "stopped"
