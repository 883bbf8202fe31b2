"""Rules as straight-line Python, for one record at full speed, with the meaning of `rules.evaluate`.

The text of a function is put together from the closed terms alone: its names are numbered by us, and
whatever a package or an answer says is a constant that the text only points at. So nothing that stands
in a package can become code. What cannot be written out is left to the closures of `rules.evaluate`.
"""

from linxuan.rules.generated.operands import Kind, Operand, Unsupported
from linxuan.rules.generated.pieces import PIECES
from linxuan.rules.generated.plain import PlainSight, values_of
from linxuan.rules.generated.sight import Sight
from linxuan.rules.generated.source import Source, bound
from linxuan.rules.generated.writing import Writing

__all__ = [
    "PIECES",
    "Kind",
    "Operand",
    "PlainSight",
    "Sight",
    "Source",
    "Unsupported",
    "Writing",
    "bound",
    "values_of",
]
