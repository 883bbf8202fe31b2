"""Every sentence that a person may read has its English, and no English outlives its sentence."""

import re
from collections.abc import Callable, Iterator
from string import Formatter

import polib
import pytest

from tools.sentences import Catalogue, catalogues, computed_sentences, hidden_sentences

CORE, SITE = catalogues()
BOTH = pytest.mark.parametrize("catalogue", [CORE, SITE], ids=["core", "site"])


def entries(catalogue: Catalogue) -> list[polib.POEntry]:
    return list(polib.pofile(str(catalogue.path))) if catalogue.path.exists() else []


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_sentence_of_the_core_is_a_literal() -> None:
    assert computed_sentences() == []


def test_no_sentence_of_the_core_hides_from_the_catalogue() -> None:
    assert hidden_sentences() == []


@BOTH
def test_every_sentence_has_its_english(catalogue: Catalogue) -> None:
    translated = {entry.msgid for entry in entries(catalogue) if entry.translated()}

    assert [sentence.text for sentence in catalogue.sentences if sentence.text not in translated] == []


@BOTH
def test_no_translation_outlives_its_sentence(catalogue: Catalogue) -> None:
    living = {sentence.text for sentence in catalogue.sentences}

    assert [entry.msgid for entry in entries(catalogue) if entry.obsolete or entry.msgid not in living] == []


@BOTH
def test_no_translation_is_a_guess(catalogue: Catalogue) -> None:
    assert [entry.msgid for entry in entries(catalogue) if entry.fuzzy] == []


def test_the_english_of_the_core_has_the_same_places_for_values() -> None:
    assert list(differing(CORE, braces)) == []


def test_the_english_of_the_site_has_the_same_places_for_values() -> None:
    assert list(differing(SITE, percents)) == []


def differing(catalogue: Catalogue, places: Callable[[str], set[str]]) -> Iterator[str]:
    for entry in entries(catalogue):
        for translation in filter(None, translations(entry)):
            if places(translation) != places(entry.msgid):
                yield f"{entry.msgid} → {translation}"


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def percents(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|%[sd]", text))
