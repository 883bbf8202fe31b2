"""What an installation says of itself: the environment first, then `site.toml` in its folder, then the default."""

import os
import tomllib
from pathlib import Path
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say


class SiteFile:
    """`site.toml` beside what an installation keeps. `asked` grows with every key that the settings ask for.

    Whatever cannot be read raises `BadInput` that names it: every command then says so in one line.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.asked: set[str] = set()
        try:
            self._read: dict[str, Any] = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
            raise BadInput(say("{file} 读不懂：{why}", file=path, why=fault)) from fault

    def text(self, key: str, environment: str, default: str = "") -> str:
        """Return a setting; a key in a table is written `table.key`."""
        self.asked.add(key)
        value: Any = self._read
        for part in key.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return str(os.environ.get(environment) or (default if value is None else value))

    def number(self, key: str, environment: str, default: int) -> int:
        """Return a setting that is a whole number, at least 0."""
        found = self.text(key, environment, str(default))
        if not (found.isascii() and found.isdigit()):
            raise BadInput(say("设置 {key} 应是整数，不是“{found}”", key=key, found=found))
        return int(found)

    def flag(self, key: str, environment: str) -> bool:
        """Return a setting that is on or off; off unless it says `true` or 1."""
        return self.text(key, environment).lower() in {"1", "true"}

    def listed(self, key: str, environment: str, default: str = "") -> list[str]:
        """Return a setting of several words with commas between them."""
        return [one for one in self.text(key, environment, default).split(",") if one]

    def secret(self, key: str, environment: str) -> str:
        """Return what stands in the file that a setting names, without its last line end; '' where it names none.

        A password is never a setting itself: settings get printed, copied and shown.
        """
        named = self.text(key, environment)
        try:
            return Path(named).read_text("utf-8").rstrip("\n") if named else ""
        except OSError as fault:
            told = say(
                "设置 {key} 的文件 {file} 读不出来：{why}", key=key, file=named, why=fault.strerror or fault
            )
            raise BadInput(told) from fault

    def unknown(self) -> list[str]:
        """Return the keys that stand in the file and that nobody asked for: most are misspelt."""
        return sorted(set(_keys(self._read)) - self.asked)


def _keys(table: dict[str, Any], before: str = "") -> list[str]:
    found: list[str] = []
    for key, value in table.items():
        found += _keys(value, f"{before}{key}.") if isinstance(value, dict) else [f"{before}{key}"]
    return found
