"""Locking: `requirements/*.in` → `requirements/*.txt`, with hashes and without addresses."""

from collections.abc import Sequence

from tools import indexes, install
from tools.places import REQUIREMENTS, succeeds
from tools.words import Failure, say, tell

# In this order: the later ones are constrained by the earlier ones.
GROUPS = ("bootstrap", "base", "postgres", "npm", "test", "sm2", "s3", "spark", "bench", "fuzz")


def lock(arguments: Sequence[str]) -> int:
    """Resolve every group for all platforms; `--upgrade` in `arguments` takes newer releases."""
    install.install()
    for group in GROUPS:
        tell(f"锁定 {group} …", f"Locking {group} …")
        if not succeeds([install.UV, *_command(group), *arguments], indexes.for_uv(), cwd=REQUIREMENTS):
            raise Failure(say(f"{group} 锁定不成，原因见上。", f"{group} cannot be locked; see above."))
    return 0


def _command(group: str) -> list[str]:
    return [
        "pip", "compile", f"{group}.in", "--output-file", f"{group}.txt", "--quiet",
        "--universal", "--python-version", "3.11", "--generate-hashes",
        "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--no-emit-index-annotation",
    ]  # fmt: skip
