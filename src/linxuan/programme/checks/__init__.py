"""What only shows when the elements of a call are held against each other and against the notice.

Each check is a function of the call and its package; it notes faults and goes on.
"""

from linxuan.programme.checks.budget import check_budget, is_too_large
from linxuan.programme.checks.cases import check_cases
from linxuan.programme.checks.citations import check_citations
from linxuan.programme.checks.expressions import check_expressions
from linxuan.programme.checks.figures import check_figures
from linxuan.programme.checks.forms import check_forms
from linxuan.programme.checks.grades import check_grades
from linxuan.programme.checks.graph import check_graph
from linxuan.programme.checks.judgements import check_judgements
from linxuan.programme.checks.parameters import check_parameters
from linxuan.programme.checks.people import check_people
from linxuan.programme.checks.quotas import check_quotas
from linxuan.programme.checks.scores import check_scores
from linxuan.programme.checks.sizes import check_sizes
from linxuan.programme.checks.stated import check_stated_values
from linxuan.programme.checks.steps import check_steps
from linxuan.programme.checks.templates import check_templates
from linxuan.programme.checks.unused import check_unused
from linxuan.programme.definition import Call
from linxuan.programme.known import CALL
from linxuan.programme.package import Package

CHECKS = (
    check_citations,
    check_stated_values,
    check_forms,
    check_people,
    check_figures,
    check_judgements,
    check_parameters,
    check_scores,
    check_grades,
    check_expressions,
    check_graph,
    check_steps,
    check_templates,
    check_quotas,
    check_unused,
    check_cases,
    check_sizes,
    check_budget,
)


def check_all(call: Call, package: Package) -> None:
    """Make every check; without `call.toml` there is nothing to hold the rest against but the text."""
    if CALL in package.documents.tables and not is_too_large(call, package):
        for check in CHECKS:
            check(call, package)
