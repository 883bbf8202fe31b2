"""What its grades and its operating status mean for a designated entity: keep, warn, ask, revoke."""

from linxuan.evaluation.history import History, read_history
from linxuan.evaluation.standing import Standing, standing
from linxuan.evaluation.years import Gap

__all__ = ["Gap", "History", "Standing", "read_history", "standing"]
