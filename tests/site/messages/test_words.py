"""The texts: one for each topic in both languages, of facts alone, and nothing left blank."""

import re

import pytest

from linxuan_site.outbox.topics import TOPICS
from linxuan_site.outbox.words import TEXTS, put_into_words

LANGUAGES = ("zh", "en")
LISTS = {
    "remarks": [{"label": "名称", "text": "请核对"}],
    "papers": ["申报书 3 份"],
    "wrong": ["旧版"],
    "asked": ["模糊"],
}


def example(topic: str) -> dict[str, object]:
    """A value for every fact of a topic."""
    given: dict[str, object] = {name: f"«{name}»" for name in TOPICS[topic].facts}
    return (
        given
        | {name: LISTS[name] for name in given if name in LISTS}
        | ({"count": 2, "days": 2} if {"count", "days"} & set(given) else {})
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_a_topic_has_words_that_use_every_fact(topic: str, language: str) -> None:
    facts = {name: value for name, value in example(topic).items() if name in TOPICS[topic].facts}

    words = put_into_words(topic, facts, language)

    assert words.subject
    assert words.text
    assert not re.search(r"\{[{%]|\n\n\n|[ \t]$", words.text)
    used = (TEXTS / language / f"{topic}.txt").read_text("utf-8")
    assert [name for name in facts if not re.search(rf"\b{name}\b", used)] == []


@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_what_is_not_given_leaves_no_hole(topic: str) -> None:
    bare = dict.fromkeys(TOPICS[topic].facts, "")

    for language in LANGUAGES:
        words = put_into_words(topic, bare, language)
        assert not re.search(r"\n\n\n|\{", words.text)


def test_every_text_belongs_to_a_topic_and_both_languages_have_the_same() -> None:
    written = [{one.stem for one in (TEXTS / language).glob("*.txt")} for language in LANGUAGES]

    assert written[0] == written[1] == {*TOPICS, "closing"}


def test_english_texts_have_no_chinese_of_their_own() -> None:
    for path in (TEXTS / "en").glob("*.txt"):
        assert not re.search(r"[\u4e00-\u9fff]", path.read_text("utf-8")), path.name


def test_a_fact_that_is_missing_is_told_where_the_message_is_written(db: None) -> None:
    from linxuan_site import outbox

    with pytest.raises(TypeError, match=r"rectify\.order"):
        outbox.send_key(outbox.Told("rectify.order", "x", {"title": "t"}), to="a@example.com")
