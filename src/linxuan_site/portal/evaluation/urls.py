"""The addresses of evaluation rounds and designated entities, for offices and the entities themselves."""

from django.urls import path

from linxuan_site.portal.evaluation import changes, filing_views, grading_views, mergers, seeing_views, views

urlpatterns = [
    path("evaluation/<slug:call>/<slug:round_id>/", views.evaluation, name="evaluation"),
    path("evaluation/<slug:call>/<slug:round_id>/charts/", seeing_views.seeing, name="round-charts"),
    path(
        "evaluation/<slug:call>/<slug:round_id>/charts/<slug:table>.csv",
        seeing_views.seeing_csv,
        name="seeing-csv",
    ),
    path("evaluation/<slug:call>/<slug:round_id>/list/", filing_views.filing_list, name="filing-list"),
    path(
        "evaluation/<slug:call>/<slug:round_id>/list/make/", filing_views.make_list, name="filing-list-make"
    ),
    path("evaluation/<slug:call>/<slug:round_id>/list/add/", filing_views.add_filer, name="filing-list-add"),
    path(
        "evaluation/<slug:call>/<slug:round_id>/list/remind/",
        filing_views.remind_round,
        name="filing-list-remind",
    ),
    path("evaluation/<slug:call>/<slug:round_id>/grades/", grading_views.round_grades, name="round-grades"),
    path("evaluation/<slug:call>/<slug:round_id>/grades/letter/", grading_views.letter, name="round-letter"),
    path(
        "evaluation/<slug:call>/<slug:round_id>/grades/compute/",
        grading_views.compute_grades,
        name="round-grades-compute",
    ),
    path("evaluation/<slug:call>/<slug:round_id>/grades/ties/", grading_views.ties, name="round-ties"),
    path(
        "evaluation/<slug:call>/<slug:round_id>/grades/none/", grading_views.no_grade, name="round-no-grade"
    ),
    path(
        "evaluation/<slug:call>/<slug:round_id>/grades/step/",
        grading_views.grades_step,
        name="round-grades-step",
    ),
    path(
        "register/<int:designation_id>/grades/<int:grade_id>/objection/",
        grading_views.grade_objection,
        name="grade-objection",
    ),
    path("register/<int:designation_id>/", views.entity, name="entity"),
    path("register/<int:designation_id>/status/", views.status, name="entity-status"),
    path("register/<int:designation_id>/changes/", changes.changes, name="entity-changes"),
    path("register/<int:designation_id>/merger/", mergers.merger, name="entity-merger"),
    path("register/<int:designation_id>/revocation/", views.revocation, name="entity-revocation"),
]
