"""What the API takes and gives."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Query, Schema
from pydantic import ConfigDict, Field

from linxuan.checking import Finding

LARGEST_KEY = 2**63 - 1
Key = Annotated[int, Field(ge=0, le=LARGEST_KEY)]
"""The id of a row; no database has a larger one."""
After = Annotated[int, Query(ge=0, le=LARGEST_KEY)]
"""The key after which a page of a list begins; 0 for the first."""


def example(**values: Any) -> ConfigDict:
    """Return the configuration of a schema that shows an example in the document of the API."""
    return ConfigDict(json_schema_extra={"examples": [values]})


class Fault(Schema):
    """Why something was not done: `reason` in the reader's language, the `clause` behind it, a `code`."""

    reason: str
    clause: str = ""
    code: str = ""
    field: str = ""


class CallOut(Schema):
    """A published call."""

    call: str
    version: int
    name: str
    authority: str


class Begin(Schema):
    """Begin an application under a track."""

    model_config = example(procedure="enterprise")

    procedure: str


class Answers(Schema):
    """Answers by field id, with the version that the caller saw."""

    model_config = example(version=3, answers={"address": "甲路1号", "operating_income": "12000"})

    version: int
    answers: dict[str, Any]


class SavedOut(Schema):
    """The version after a save, and what could not be read."""

    version: int
    problems: dict[str, str]


class StepOut(Schema):
    """One step of the record."""

    position: int
    action: str
    source: str
    target: str
    office: str
    actor_name: str
    firm: str | None
    on_behalf_of_name: str | None
    token_name: str | None
    opinion: str
    reason: str
    document: str
    clause: str
    at: datetime


class FindingOut(Schema):
    """What one rule says of the answers."""

    rule: str
    clause: str
    strength: str
    outcome: str
    missing: list[str]
    text: str
    because: str


def finding_out(finding: Finding) -> dict[str, Any]:
    """Return a finding as the API gives it."""
    names = ("rule", "clause", "strength", "outcome", "text", "because")
    return {name: getattr(finding, name) for name in names} | {"missing": list(finding.missing)}


class PossibleAct(Schema):
    """An act that the caller's office has at this stage; `refusal` says what still stands against it."""

    action: str
    name: str
    clause: str
    refusal: str = ""


class ApplicationOut(Schema):
    """An application as its reader may see it."""

    id: int
    call: str
    procedure: str
    category: str
    stage: str
    number: str | None
    filed_on: date | None
    applicant: str
    in_charge: str
    version: int
    steps_seen: int


class ApplicationsOut(Schema):
    """A page of applications; `next` is the address of the one that follows, null on the last."""

    applications: list[ApplicationOut]
    after: int | None
    next: str | None


class ApplicationWhole(ApplicationOut):
    """An application with its answers, findings, acts and steps."""

    answers: dict[str, Any]
    verdict: str
    findings: list[FindingOut]
    acts: list[PossibleAct]
    steps: list[StepOut]


class ActIn(Schema):
    """One act. `seen` is `steps_seen` of the application as the caller saw it."""

    model_config = example(seen=4, opinion="同意推荐", reasons={"service-income-share": "年底签约"})

    seen: int | None = None
    opinion: str = ""
    reason: str = ""
    reasons: dict[str, str] = {}
    document: str = ""
    papers: list[str] = []
    received_on: date | None = None
    copies: int | None = None
    restated_on: date | None = None
    grade: str = ""


class QuotaOut(Schema):
    """The places of a quota, counted apart by `key`: taken now, and taken afterwards."""

    quota: str
    key: str
    before: int
    after: int


class MessageOut(Schema):
    """A message that would be sent."""

    subject: str
    text: str
    recipients: list[str]


class ActPreviewOut(Schema):
    """What an act would do: the name of the stage to which it leads, places of quotas, messages."""

    target: str
    quotas: list[QuotaOut]
    messages: list[MessageOut]


class OutcomePreviewOut(Schema):
    """What an outcome of an objection would lead to: places of quotas, messages."""

    quotas: list[QuotaOut]
    messages: list[MessageOut]


class PlaceIn(Schema):
    """A rank (from 1) or a score in the order of the caller's office."""

    model_config = example(rank=2, score="91.50")

    rank: int | None = None
    score: Decimal | None = None
    reason: str = ""


class ActiveOut(Schema):
    """Something that acts on whoever opens a file, such as `script` or `macro`, and how often."""

    what: str
    count: int


class SignatureOut(Schema):
    """A signature of a PDF: `outcome` is `intact`, `altered`, `unread`, or `sm2`, which is not checked where no part for it is installed.

    `known` tells whether the signer's certificate leads to one that the installation trusts, `whole`
    whether the file ends with what was signed.
    """

    outcome: str
    signer: str
    known: bool
    whole: bool
    revision: int
    revisions: int
    signed_at: str
    stamped_at: str


class LookOut(Schema):
    """What was seen in a file. `way`: `opened` as it is, `copied` without what acts, or `withheld`."""

    way: str
    pages: int
    findings: list[ActiveOut] = []
    signatures: list[SignatureOut] = []


class FileOut(Schema):
    """A file that was stored: its SHA-256 is `digest`, its `size` in bytes; `look` is what was seen in it."""

    id: int
    slot: str
    name: str
    size: int
    digest: str
    look: LookOut | None = None


class ScreeningOut(Schema):
    """A screening: what was asked, and how far it is.

    `state` is `waiting`, `running`, `stopping`, `done`, `failed` or `stopped`; `lost` tells that nothing
    works on it any more, so that it can be run again. `percent` is of the `stage`.
    """

    id: int
    call: str
    track: str
    day: date | None
    file: str
    sha256: str
    values: dict[str, str]
    vary: str
    asked_by: str
    asked_at: datetime
    state: str
    lost: bool
    stage: str
    percent: int
    fault: str
    finished_at: datetime | None
    deleted_at: datetime | None
    verdicts: dict[str, int] | None


class ScreeningWhole(ScreeningOut):
    """A screening with its result and curve, as `linxuan screen --json` and `what-if --json` print them."""

    result: dict[str, Any]
    curve: dict[str, Any]
    files: list[str]
