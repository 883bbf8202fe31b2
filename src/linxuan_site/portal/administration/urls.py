"""Addresses of the administrators."""

from django.urls import path

from linxuan_site.portal.account.link_views import of_anybody
from linxuan_site.portal.administration import (
    check_views,
    holiday_views,
    office_views,
    package_views,
    people_views,
    preview_views,
    views,
)

urlpatterns = [
    path("administration/", views.home, name="administration"),
    path("administration/check/", check_views.check, name="installation-check"),
    path("administration/record/", views.trace, name="administration-record"),
    path("administration/sign-ins/", views.sign_ins, name="sign-ins"),
    path("administration/offices/", office_views.offices, name="offices"),
    path("administration/offices/<int:office_id>/", office_views.office, name="office"),
    path("administration/offices/<int:office_id>/rename/", office_views.rename, name="office-rename"),
    path("administration/offices/<int:office_id>/end/", office_views.end, name="office-end"),
    path("administration/offices/<int:office_id>/keep/", office_views.keep, name="office-keep"),
    path("administration/people/", people_views.people, name="people"),
    path("administration/people/new/", people_views.new, name="person-new"),
    path("administration/people/<int:account_id>/", people_views.person, name="person"),
    path("administration/people/<int:account_id>/move/", people_views.move, name="person-move"),
    path(
        "administration/people/<int:account_id>/administrator/",
        people_views.administrator,
        name="person-administrator",
    ),
    path("administration/people/<int:account_id>/password/", of_anybody, name="person-password-link"),
    path("administration/people/<int:account_id>/second-factor/", people_views.factor, name="person-factor"),
    path("administration/people/<int:account_id>/active/", people_views.active, name="person-active"),
    path("administration/programmes/", package_views.programmes, name="programmes"),
    path("administration/programmes/<slug:call>/", package_views.programme, name="programme"),
    path("administration/packages/<int:package_id>/", package_views.package, name="package"),
    path("administration/packages/<int:package_id>/publish/", package_views.publish, name="package-publish"),
    path("administration/packages/<int:package_id>/discard/", package_views.discard, name="package-discard"),
    path("administration/packages/<int:package_id>/notice/", preview_views.notice, name="package-notice"),
    path(
        "administration/packages/<int:package_id>/form/<slug:procedure>/",
        preview_views.form,
        name="package-form",
    ),
    path(
        "administration/packages/<int:package_id>/review/<slug:procedure>/",
        preview_views.review,
        name="package-review",
    ),
    path("administration/packages/<int:package_id>/papers/", preview_views.papers, name="package-papers"),
    path(
        "administration/packages/<int:package_id>/papers/<slug:paper>/<slug:procedure>/",
        preview_views.paper,
        name="package-paper",
    ),
    path("administration/holidays/", holiday_views.this_year, name="holidays"),
    path("administration/holidays/import/", holiday_views.import_table, name="holidays-import"),
    path("administration/holidays/<int:year>/", holiday_views.year, name="holidays-year"),
]
