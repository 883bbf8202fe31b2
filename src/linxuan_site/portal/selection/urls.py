"""The addresses of the selecting office."""

from django.urls import path

from linxuan_site.portal.selection import (
    bulk_views,
    compare_views,
    export_views,
    extension_views,
    hand_on_views,
    keeping_views,
    list_views,
    refusal_views,
    register_files,
    register_views,
    reminder_views,
    views,
)

urlpatterns = [
    path("board/<slug:call>/", views.board, name="board"),
    path(
        "board/<slug:call>/publicity/preview/<slug:stage>/", views.publicity_preview, name="publicity-preview"
    ),
    path("board/<slug:call>/publicity/open/<slug:stage>/", views.publicity_open, name="publicity-open"),
    path(
        "board/<slug:call>/publicity/<int:publicity_id>/close/", views.publicity_close, name="publicity-close"
    ),
    path("selection/<slug:call>/deadlines/", extension_views.extensions, name="extensions"),
    path("selection/<slug:call>/keeping/", keeping_views.keeping, name="keeping"),
    path("selection/<slug:call>/refusals/", refusal_views.refusals, name="refusals"),
    path(
        "selection/<slug:call>/offices/<int:office_id>/hand-on/",
        hand_on_views.hand_on_cases,
        name="hand-on",
    ),
    path("selection/<slug:call>/register/", register_views.register_lists, name="register-lists"),
    path(
        "selection/<slug:call>/register/lists/<int:upload_id>/",
        register_views.register_list,
        name="register-list",
    ),
    path(
        "selection/<slug:call>/register/lists/<int:upload_id>/discard/",
        register_views.register_list_discard,
        name="register-list-discard",
    ),
    path("selection/<slug:call>/register.csv", register_files.register_rows_csv, name="register-rows-csv"),
    path("selection/<slug:call>/register.xlsx", register_files.register_rows_xlsx, name="register-rows-xlsx"),
    path("selection/<slug:call>/reminders/", reminder_views.reminders, name="reminders"),
    path("selection/<slug:call>/list/", list_views.list_, name="list"),
    path("selection/<slug:call>/list/save/", list_views.list_save, name="list-save"),
    path("selection/<slug:call>/list/<int:list_id>/delete/", list_views.list_delete, name="list-delete"),
    path("selection/<slug:call>/list.csv", list_views.list_csv, name="list-csv"),
    path("selection/<slug:call>/list.xlsx", list_views.list_xlsx_, name="list-xlsx"),
    path("selection/<slug:call>/exports/", export_views.exports, name="exports"),
    path("selection/<slug:call>/exports/ask/", export_views.export_ask, name="export-ask"),
    path(
        "selection/<slug:call>/exports/<int:export_id>/status/",
        export_views.export_status,
        name="export-status",
    ),
    path("selection/<slug:call>/exports/<int:export_id>/stop/", export_views.export_stop, name="export-stop"),
    path(
        "selection/<slug:call>/exports/<int:export_id>/delete/",
        export_views.export_delete,
        name="export-delete",
    ),
    path("selection/<slug:call>/exports/<int:export_id>/file/", export_views.export_file, name="export-file"),
    path("selection/<slug:call>/compare/", compare_views.compare, name="compare"),
    path("selection/<slug:call>/bulk/", bulk_views.bulk_preview, name="bulk-preview"),
    path("selection/<slug:call>/bulk/confirm/", bulk_views.bulk_confirm, name="bulk-confirm"),
    path("selection/<slug:call>/bulk/<int:bulk_id>/", bulk_views.bulk, name="bulk"),
    path(
        "selection/<slug:call>/bulk/<int:bulk_id>/carry-on/", bulk_views.bulk_carry_on, name="bulk-carry-on"
    ),
    path("board/<slug:call>/<slug:quota>/", views.order, name="order"),
    path("board/<slug:call>/<slug:quota>/scores/", views.scores, name="scores"),
    path("board/<slug:call>/<slug:quota>/move/<int:application_id>/", views.move, name="order-move"),
]
