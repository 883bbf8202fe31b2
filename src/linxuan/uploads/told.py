"""What was seen in a file, as values that cross to the parent and into a row."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

OPENED, COPIED, WITHHELD = "opened", "copied", "withheld"
"""How a file is handed out: as it is, as a copy without what acts, only by an explicit act."""
HARMLESS = frozenset({"unread"})
"""What is told and acts on nobody."""


@dataclass(frozen=True)
class Finding:
    """Something in a file that would act on whoever opens it, how often; `what` is a word of `words.FINDINGS`."""

    what: str
    count: int


@dataclass(frozen=True)
class Signature:
    """A signature of a PDF.

    `outcome` is `intact`, `altered` (what it signs, or what stands after it, was changed) or `unread`
    (`sm2` where it is by SM2, GB/T 32918, and no part to check it is installed). `whole` tells whether the file ends with what
    was signed; else it covers `revision` of `revisions`, and what came later only filled in or signed.
    `signed_at` is what the signer's machine said, `stamped_at` what a time stamp proves; ISO 8601 or ''.
    """

    outcome: str
    signer: str = ""
    known: bool = False
    whole: bool = False
    revision: int = 1
    revisions: int = 1
    signed_at: str = ""
    stamped_at: str = ""


@dataclass(frozen=True)
class Look:
    """What was seen in a file of a kind: its pages (frames, or entries of an archive), and what acts in it.

    `copy` is the file without what acts; None where nothing acts in it, or it cannot be taken out safely.
    """

    kind: str
    pages: int = 1
    findings: Sequence[Finding] = ()
    signatures: Sequence[Signature] = ()
    copy: bytes | None = None

    @property
    def way(self) -> str:
        """How it is handed out: `OPENED`, `COPIED` or `WITHHELD`."""
        if all(one.what in HARMLESS for one in self.findings):
            return OPENED
        return COPIED if self.copy is not None else WITHHELD

    def to_data(self) -> dict[str, Any]:
        """Return all but the copy as JSON holds it."""
        return {
            "kind": self.kind,
            "pages": self.pages,
            "findings": [asdict(one) for one in self.findings],
            "signatures": [asdict(one) for one in self.signatures],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any], copy: bytes | None = None) -> Self:
        """Return what `to_data` wrote."""
        return cls(
            data["kind"],
            data["pages"],
            tuple(Finding(**one) for one in data["findings"]),
            tuple(Signature(**one) for one in data["signatures"]),
            copy,
        )
