"""What a person finds on a page, read from its HTML."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "br", "img", "meta", "link", "hr"}


@dataclass
class Page:
    """The parts of a page that tests speak of."""

    text: str = ""
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    """What stands in the inputs, by name; of boxes and radios those that are ticked."""
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _attributes in self.tags)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self.page.tags.append((tag, given))
        self.page.ids |= {given["id"]} if "id" in given else set()
        self.page.links += [given["href"]] if tag == "a" and "href" in given else []
        self._area = given.get("name", "") if tag == "textarea" else self._area
        self._select = given.get("name", "") if tag == "select" else self._select
        if tag == "input" and "name" in given:
            self._input(given)
        if tag == "option" and "selected" in given:
            self.page.values[self._select] = given.get("value", "")

    def _input(self, given: dict[str, str]) -> None:
        if given.get("type") not in ("checkbox", "radio"):
            self.page.values.setdefault(given["name"], given.get("value", ""))
        elif "checked" in given:
            self.page.values[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.page.values[self._area] = self.page.values.get(self._area, "") + data.removeprefix("\n")
        self.page.text += data


def read(content: bytes) -> Page:
    """Read a page."""
    reader = _Reader()
    reader.feed(content.decode())
    return reader.page
