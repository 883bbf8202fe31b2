"""What somebody hands in: whether it is what it claims to be, what acts in it, and who signed it.

A file is opened in a confined child only. What is wrong, broken, locked or a bomb raises `BadInput`; what
would act on whoever opens the file is told in `Look.findings` and, where that can be done safely, is not
in `Look.copy`.
"""

from linxuan.uploads.kinds import BEGINNINGS, CONTENT_TYPES, OPAQUE
from linxuan.uploads.looking import WAY, look
from linxuan.uploads.told import COPIED, OPENED, WITHHELD, Finding, Look, Signature

__all__ = [
    "BEGINNINGS",
    "CONTENT_TYPES",
    "COPIED",
    "OPAQUE",
    "OPENED",
    "WAY",
    "WITHHELD",
    "Finding",
    "Look",
    "Signature",
    "look",
]
