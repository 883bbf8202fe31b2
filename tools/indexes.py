"""The package indexes and certificates that pip is set up with here, told to uv.

pip reads files, `PIP_…` variables and defaults; `pip config list` shows what came out. uv has names of its own.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tools.places import TOOLS

FOR_PIP = {
    "PIP_USER": "0",  # a default of `user = true` cannot be combined with a target folder
    "PIP_REQUIRE_VIRTUALENV": "0",
    "PIP_ROOT_USER_ACTION": "ignore",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_WARN_SCRIPT_LOCATION": "1",
}
_PLAIN = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "proxy": "ALL_PROXY",
}
_OTHER_NAMES = {"UV_DEFAULT_INDEX": "UV_INDEX_URL", "UV_INDEX": "UV_EXTRA_INDEX_URL"}


def for_uv() -> dict[str, str]:
    """Return the variables for uv; what somebody set for uv himself stays as it is."""
    told = dict(translated(_pip_settings()))
    told = {key: value for key, value in told.items() if not _set_already(key)}
    return told | _always() | _cache()


def _always() -> dict[str, str]:
    return {
        "UV_PYTHON_DOWNLOADS": "never",
        # As pip does it: all indexes count alike. Nothing foreign can slip in, every file has its hash.
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }


def _cache() -> dict[str, str]:
    """Keep uv's cache here where the user has no home that he can write to."""
    if "UV_CACHE_DIR" in os.environ or os.access(os.environ.get("XDG_CACHE_HOME") or Path.home(), os.W_OK):
        return {}
    return {"UV_CACHE_DIR": str(TOOLS / "cache")}


def _set_already(key: str) -> bool:
    return key in os.environ or _OTHER_NAMES.get(key, key) in os.environ


def translated(settings: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the variables for uv that say what pip's `settings` say."""
    for name, variable in _PLAIN.items():
        if value := settings.get(name, "").strip():
            yield variable, " ".join(value.split()) if variable.startswith("UV_") else value
    if settings.get("no-index", "").lower() in {"1", "true", "yes", "on"}:
        yield "UV_NO_INDEX", "1"
    if places := [one for one in settings.get("find-links", "").split() if _is_there(one)]:
        yield "UV_FIND_LINKS", ",".join(places)
    if "cert" not in settings:
        yield "UV_SYSTEM_CERTS", "1"


def _is_there(place: str) -> bool:
    """Tell whether a place exists: pip passes over one that does not, uv would stop."""
    parts = urlsplit(place)
    if parts.scheme in {"http", "https"}:
        return True
    return Path(unquote(parts.path) if parts.scheme == "file" else place).exists()


def _pip_settings() -> dict[str, str]:
    """Return pip's settings by their long names; `install` overrules `global`, the environment both."""
    lines = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    ).stdout.splitlines()
    read = {key: value for key, value in map(_setting, lines) if key}
    settings: dict[str, str] = {}
    for section in ("global.", "install.", ":env:."):
        settings |= {
            key.removeprefix(section): value for key, value in read.items() if key.startswith(section)
        }
    return settings


def _setting(line: str) -> tuple[str, str]:
    key, _, written = line.partition("=")
    try:
        return key.strip(), str(ast.literal_eval(written.strip()))
    except (ValueError, SyntaxError):
        return "", ""
