"""What a page weighs on the wire."""

import gzip
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders

MOST = 150_000
"""Bytes of a first view, compressed where the site compresses: files are, pages are not."""


@cache
def weight(address: str) -> int:
    """How many bytes a file is, compressed as it is served."""
    file = finders.find(urlsplit(address).path.removeprefix("/static/"))
    assert file, address
    return len(gzip.compress(Path(str(file)).read_bytes(), 9))
