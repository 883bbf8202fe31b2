"""Sentences as straight-line Python: what `rules.telling` and `rules.remedies` say, in code that is made once.

Facts and remedies of the shapes that most rules have stand beside the code that decides, over the values
that it has read already. All texts are made ready by `rules.telling`: what a package says is a constant of
the code, never part of its text. Anything else raises Unsupported and is told by its closures.
"""

from linxuan.rules.told.clauses import facts_told
from linxuan.rules.told.marks import Marks
from linxuan.rules.told.remedies import remedy_told
from linxuan.rules.told.states import states_of

__all__ = ["Marks", "facts_told", "remedy_told", "states_of"]
