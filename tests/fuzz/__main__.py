"""`python -m tests.fuzz expressions|packages FOLDER SECONDS`: fuzz one target, guided by what it covers.

Ends with 0 where nothing was found; else the input stands in a file of FOLDER/findings.
"""

import sys
from importlib import import_module
from pathlib import Path

import atheris

from tests.fuzz import seeds

LONGEST = {"expressions": 2_100, "packages": 8_000}
SLOWEST = 20
"""Seconds for one input; more is a finding."""
MOST_MEMORY = 1_024
"""MB; more is a finding."""


def main(target: str, folder: Path, seconds: int) -> None:
    """Run a target for a time; does not return."""
    with atheris.instrument_imports(include=["linxuan"]):
        tried = import_module(f"tests.fuzz.{target}")
    corpus, findings = folder / target, folder / "findings"
    for each in (corpus, findings):
        each.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(getattr(seeds, target)()):
        (corpus / f"seed-{number}").write_text(text, "utf-8")
    words = folder / f"{target}.dict"
    words.write_text("".join(f"{_quoted(word)}\n" for word in tried.WORDS), "utf-8")
    limits = [f"-max_len={LONGEST[target]}", f"-timeout={SLOWEST}", f"-rss_limit_mb={MOST_MEMORY}"]
    where = [f"-artifact_prefix={findings}/{target}-", f"-dict={words}", f"-max_total_time={seconds}"]
    atheris.Setup([sys.argv[0], *limits, *where, "-print_final_stats=1", str(corpus)], tried.try_one)
    atheris.Fuzz()


def _quoted(word: str) -> str:
    """A word as a dictionary of libFuzzer has it: bytes that are no plain ASCII in hexadecimal."""
    plain = "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}" for byte in word.encode()
    )
    return f'"{plain}"'


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
