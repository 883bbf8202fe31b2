"""Numbers that can be proved, and the file that has them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from linxuan_site.refusals.known import COOKIE, account_named, name_account
from linxuan_site.refusals.ledger import WAITED, Asked, find, refusals_of, refuse
from linxuan_site.refusals.numbers import is_genuine, moment_of, new_number, plain

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
ASKED = Asked("act", "POST", "/applications/7/act/submit/", account=3, application=7)


@given(MOMENTS)
def test_a_number_tells_its_second_and_is_known_again_however_it_is_typed(at: datetime) -> None:
    number = new_number(at)
    moment = moment_of(number)
    assert is_genuine(plain(f"  {number.lower()} "))
    assert moment is not None
    assert timedelta() <= at - moment < timedelta(seconds=1)


@given(MOMENTS, st.integers(0, 27), st.sampled_from("23456789ABCDEFGH"))
def test_a_number_with_another_sign_is_nobodys(at: datetime, place: int, sign: str) -> None:
    number = new_number(at)
    other = number[:place] + sign + number[place + 1 :]
    assert is_genuine(other) == (other == number)


def test_a_number_stays_genuine_when_the_key_was_changed(settings: Settings) -> None:
    number = new_number(datetime.now(UTC))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key", [settings.SECRET_KEY]
    assert is_genuine(number)
    settings.SECRET_KEY_FALLBACKS = []
    assert not is_genuine(number)


def test_a_line_that_somebody_changed_or_that_is_half_written_counts_for_nothing(settings: Settings) -> None:
    kept, forged = refuse(ASKED, WAITED, waited=11), refuse(ASKED, WAITED, waited=12)
    (file,) = Path(settings.REFUSAL_ROOT).glob("*.jsonl")
    first, second = file.read_text("utf-8").splitlines()
    day = moment_of(kept.number)
    assert day is not None
    file.write_text(f"{first}\n{second.replace('submit', 'withdraw')}\n{first[:40]}", "utf-8")

    assert refusals_of(day.date()) == [kept]
    assert find(forged.number) is None
    assert is_genuine(forged.number)


def test_what_is_written_is_read_back_newest_first() -> None:
    written = [refuse(ASKED, WAITED, waited=number) for number in range(3)]
    day = moment_of(written[0].number)
    assert day is not None
    assert refusals_of(day.date())[-3:] == written[::-1]


def test_the_file_is_for_its_owner_alone(settings: Settings) -> None:
    refuse(ASKED, WAITED)
    (file,) = Path(settings.REFUSAL_ROOT).glob("*.jsonl")
    assert file.stat().st_mode & 0o077 == 0


def test_a_cookie_that_is_not_signed_names_nobody() -> None:
    assert account_named({COOKIE: name_account(5)}) == 5
    assert account_named({COOKIE: "5"}) is None
    assert account_named({}) is None
