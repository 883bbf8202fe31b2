"""What Django keeps of who is served now is kept for a thread."""

from concurrent.futures import ThreadPoolExecutor
from threading import local

from django.urls import get_script_prefix
from django.utils.translation import get_language, override

from linxuan_site.apps import KEPT_BY_THREAD


def test_the_language_of_one_thread_is_none_of_anothers() -> None:
    with ThreadPoolExecutor(1) as pool, override("en"):
        assert pool.submit(get_language).result() == "zh-hans"
        assert get_language() == "en"


def test_what_django_asks_hundreds_of_times_a_page_is_kept_where_a_thread_finds_it_at_once() -> None:
    assert {type(getattr(module, name)) for module, name in KEPT_BY_THREAD} == {local}
    assert get_script_prefix() == "/"
