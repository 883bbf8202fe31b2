"""The addresses of an office's desk."""

from django.urls import path

from linxuan_site.portal import helping
from linxuan_site.portal.office import compare_views, views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/applications/<int:application_id>/", views.review, name="review"),
    path("desk/applications/<int:application_id>/act/<slug:action>/", views.review_act, name="review-act"),
    path(
        "desk/applications/<int:application_id>/section/<slug:section>/",
        views.own_section,
        name="review-section",
    ),
    path("desk/applications/<int:application_id>/judge/", views.judge_conditions, name="review-judge"),
    path("desk/applications/<int:application_id>/remarks/<str:field>/", views.remark, name="review-remark"),
    path("desk/applications/<int:application_id>/credit/", views.check_credit, name="review-credit"),
    path("applications/<int:application_id>/help/start/", helping.start, name="help-start"),
    path("applications/<int:application_id>/help/end/", helping.end, name="help-end"),
    path("desk/applications/<int:application_id>/place/", views.give_place, name="review-place"),
    path("desk/<slug:call>/summary/", views.summary, name="desk-summary"),
    path("desk/<slug:call>/summary.xlsx", views.summary_workbook, name="desk-summary-file"),
    path("desk/<slug:call>/tables/compare/", compare_views.compare, name="compare-table"),
    path("desk/<slug:call>/tables/order/", compare_views.take_order, name="take-order"),
    path("desk/<slug:call>/papers/", views.papers, name="desk-papers"),
    path("desk/<slug:call>/papers/<slug:paper>/", views.issue, name="issue-paper"),
    path("desk/<slug:call>/days/<slug:deadline>/", views.earlier_day, name="earlier-day"),
]
