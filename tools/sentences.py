"""The sentences that a person may read, as they stand in the sources. Runs inside `.venv`."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from tools.places import ROOT

SOURCES = ROOT / "src"
SITE = SOURCES / "linxuan_site"
CORE_WORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {"say": None}
SITE_WORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


@dataclass(frozen=True)
class Sentence:
    """A Chinese original with what tells it apart: its plural and its context, '' where it has none."""

    text: str
    plural: str = ""
    context: str = ""


Places = Mapping[Sentence, tuple[str, ...]]


@dataclass(frozen=True)
class Catalogue:
    """A file of translations, and the sentences that it has to hold with the files where they stand."""

    path: Path
    sentences: Places


def catalogues() -> tuple[Catalogue, Catalogue]:
    """Return the catalogue of the core's `say` and that of the site's gettext."""
    return (
        Catalogue(SOURCES / "linxuan" / "locale/en/LC_MESSAGES/linxuan.po", _said()),
        Catalogue(SITE / "locale/en/LC_MESSAGES/django.po", _translated()),
    )


def computed_sentences() -> list[str]:
    """Return the places where `say` is given something other than a literal, which nobody could translate."""
    return [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in _python(SOURCES)
        for call in _calls(path)
        if _computed(call)
    ]


def hidden_sentences() -> list[str]:
    """Return the literals of `say` that the catalogue misses: gathering does not look inside f-strings."""
    known = {sentence.text for sentence in _said()}
    return [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in _python(SOURCES)
        for call in _calls(path)
        if not _computed(call) and ast.literal_eval(call.args[0]) not in known
    ]


def _said() -> Places:
    return _gathered((path, _in_python(path.read_bytes(), CORE_WORDS)) for path in _python(SOURCES))


def _translated() -> Places:
    templates = sorted(SITE.rglob("*.html")) + sorted(SITE.rglob("*.txt"))
    return _gathered(
        [
            *((path, _in_python(path.read_bytes(), SITE_WORDS)) for path in _python(SITE)),
            *((path, _in_python(_as_python(path), SITE_WORDS)) for path in templates),
        ]
    )


def _python(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def _as_python(template: Path) -> bytes:
    return templatize(template.read_text("utf-8"), origin=str(template)).encode()


def _in_python(
    source: bytes, words: Mapping[str, tuple[int | tuple[int, str], ...] | None]
) -> Iterator[Sentence]:
    options = {"encoding": "utf-8"}
    for _, message, _, context in extract("python", BytesIO(source), dict(words), options=options):
        text, plural = message if isinstance(message, tuple) else (message, "")
        if text:
            yield Sentence(text, plural, context or "")


def _gathered(found: Iterable[tuple[Path, Iterable[Sentence]]]) -> Places:
    places: dict[Sentence, list[str]] = {}
    for path, sentences in found:
        for sentence in sentences:
            files = places.setdefault(sentence, [])
            if (name := str(path.relative_to(ROOT))) not in files:
                files.append(name)
    return {sentence: tuple(files) for sentence, files in places.items()}


def _calls(path: Path) -> Iterator[ast.Call]:
    tree = ast.parse(path.read_text("utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_say(node.func))


def _is_say(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and function.id == "say"


def _computed(call: ast.Call) -> bool:
    return not (call.args and isinstance(call.args[0], ast.Constant))
