"""`./run messages`: bring the catalogues to what the sources say, keeping every translation that still holds."""

import polib

from tools.places import ROOT
from tools.sentences import Catalogue, Sentence, catalogues
from tools.words import tell

METADATA = {
    "Project-Id-Version": "linxuan",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
ONE_LINE = 0


def merge(catalogue: Catalogue) -> polib.POFile:
    """Return the catalogue with the sentences of today: the new ones empty, the old translations kept."""
    known = {_key(entry): entry for entry in _read(catalogue)}
    merged = polib.POFile(wrapwidth=ONE_LINE)
    merged.metadata = dict(METADATA)
    for sentence, places in sorted(catalogue.sentences.items(), key=lambda item: (item[1], item[0].text)):
        merged.append(_entry(sentence, places, known.get(sentence)))
    return merged


def untranslated(entries: polib.POFile) -> list[str]:
    """Return the sentences that have no English yet."""
    return [entry.msgid for entry in entries if not entry.translated()]


def _read(catalogue: Catalogue) -> list[polib.POEntry]:
    if not catalogue.path.exists():
        return []
    return [entry for entry in polib.pofile(str(catalogue.path)) if not entry.obsolete]


def _key(entry: polib.POEntry) -> Sentence:
    return Sentence(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def _entry(sentence: Sentence, places: tuple[str, ...], old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=sentence.text,
        msgid_plural=sentence.plural or None,
        msgctxt=sentence.context or None,
        occurrences=[(place, "") for place in places],
        flags=["python-format"] if "%(" in sentence.text else [],
    )
    if sentence.plural:
        entry.msgstr_plural = old.msgstr_plural if old else {0: "", 1: ""}
    else:
        entry.msgstr = old.msgstr if old else ""
    return entry


def main() -> None:
    """Write both catalogues and say what is left to translate."""
    for catalogue in catalogues():
        merged = merge(catalogue)
        catalogue.path.parent.mkdir(parents=True, exist_ok=True)
        merged.save(str(catalogue.path))
        missing = untranslated(merged)
        path = catalogue.path.relative_to(ROOT)
        tell(
            f"{path}：{len(merged)} 句，{len(missing)} 句没有英文",
            f"{path}: {len(merged)}, without English: {len(missing)}",
        )


if __name__ == "__main__":
    main()
