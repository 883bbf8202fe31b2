"""Facts put into words, by a template for each topic and language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Engine
from django.template.base import Template

from linxuan.language import speaking
from linxuan_site.models import Message

TEXTS = Path(__file__).parent / "texts"
_EMPTY_LINES = re.compile(r"\n\s*\n(\s*\n)*")


@dataclass(frozen=True)
class Words:
    """A message as it is read: plain text, whichever signs its facts have."""

    subject: str
    text: str


def words_of(message: Message, language: str = "", secret: Mapping[str, Any] | None = None) -> Words:
    """Return the words of a message, in the language of its recipient where none is given."""
    return put_into_words(message.topic, {**message.facts, **(secret or {})}, language or message.language)


def put_into_words(topic: str, facts: Mapping[str, Any], language: str) -> Words:
    """Return the words of a topic with these facts: the first line of its template is the subject."""
    folder = _folder(language)
    subject, text = _templates(f"{folder}/{topic}.txt")
    given = Context(dict(facts), autoescape=False)
    with speaking(folder):
        # A header has one line, whatever stands in the facts.
        line = " ".join(subject.render(given).split())
        return Words(line, _EMPTY_LINES.sub("\n\n", text.render(given)).strip())


def mail_text(message: Message, words: Words) -> str:
    """Return the text of an e-mail: the words, where to go on, and what this message is."""
    facts = {"page": address_of(message.page), "shown": message.account_id is not None}
    _no_subject, closing = _templates(f"{_folder(message.language)}/closing.txt")
    written = closing.render(Context(facts, autoescape=False))
    return f"{words.text}\n\n{_EMPTY_LINES.sub(chr(10) * 2, written).strip()}\n"


def short_text(message: Message, words: Words) -> str:
    """Return what an SMS says: the subject, and where to read on."""
    return " ".join(part for part in (words.subject, address_of(message.page)) if part)


def address_of(page: str) -> str:
    """Return the whole address of a page; its path alone where the installation has no address yet."""
    return f"{settings.SITE_ADDRESS}{page}" if page else ""


def _folder(language: str) -> str:
    return "en" if language.startswith("en") else "zh"


@lru_cache(maxsize=256)
def _templates(name: str) -> tuple[Template, Template]:
    """The first line of a file, and the rest of it."""
    subject, _end, text = (TEXTS / name).read_text("utf-8").partition("\n")
    return _ENGINE.from_string(subject), _ENGINE.from_string(text)


_ENGINE = Engine(autoescape=False, builtins=["linxuan_site.outbox.filters"])
