"""How a grade is reached, and what its grades and its operating status mean for a designated entity: keep, warn, rectify, ask, revoke."""

from linxuan.evaluation.grade_book import GradeBook, read_grade_book
from linxuan.evaluation.grading import grade_all
from linxuan.evaluation.history import History, Order, read_history
from linxuan.evaluation.positions import Position, positions
from linxuan.evaluation.reports import Decided, Graded, Report, Tie
from linxuan.evaluation.standing import Standing, standing
from linxuan.evaluation.table_rows import Fault
from linxuan.evaluation.whole import Asked, Evaluated, evaluate_all
from linxuan.evaluation.years import Gap

__all__ = [
    "Asked",
    "Decided",
    "Evaluated",
    "Fault",
    "Gap",
    "GradeBook",
    "Graded",
    "History",
    "Order",
    "Position",
    "Report",
    "Standing",
    "Tie",
    "evaluate_all",
    "grade_all",
    "positions",
    "read_grade_book",
    "read_history",
    "standing",
]
