"""What `./run` says to the person: Chinese, or English where the surroundings ask for it."""

import os
import sys

_KEYS = ("LINXUAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


class Failure(Exception):
    """Something that a person has to mend; the text says what."""


def say(chinese: str, english: str) -> str:
    """Return the sentence in the reader's language, chosen as the command `linxuan` chooses it."""
    language = next((os.environ[key] for key in _KEYS if os.environ.get(key)), "")
    return english if language.lower().startswith("en") else chinese


def tell(chinese: str, english: str) -> None:
    """Print one line at once, so that it stands before the output of what comes next."""
    print(say(chinese, english), flush=True)


def warn(chinese: str, english: str) -> None:
    """Print one line on standard error."""
    print(say(chinese, english), file=sys.stderr, flush=True)
