"""The language in which the core speaks: Chinese is the source, English a complete catalogue.

Every sentence that a person may read passes through `say`. The catalogue is
`locale/en/LC_MESSAGES/linxuan.po`; `./run setup` compiles it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

CHINESE = "zh-hans"
ENGLISH = "en"

_current: ContextVar[str] = ContextVar("linxuan_language", default=CHINESE)


def say(text: str, **values: object) -> str:
    """Return `text` in the current language with its `{placeholders}` filled from `values`.

    The text is the Chinese original; it is looked up before the values go in.
    """
    words = text if _current.get() == CHINESE else _catalogue().gettext(text)
    return words.format(**values) if values else words


def current_language() -> str:
    """Return the code of the language in use: `zh-hans` or `en`."""
    return _current.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use `language` inside the block: any code that starts with `en` is English, all else Chinese."""
    token = _current.set(ENGLISH if language.lower().startswith("en") else CHINESE)
    try:
        yield
    finally:
        _current.reset(token)


@cache
def _catalogue() -> "NullTranslations":
    # Most confined children speak Chinese only, and pay for every import.
    import gettext
    from pathlib import Path

    return gettext.translation("linxuan", Path(__file__).parent / "locale", ["en"], fallback=True)
