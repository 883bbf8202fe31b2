"""Addresses of messages and of the outbox."""

from django.urls import path

from linxuan_site.portal.messages import outbox_views, thread_views, views

urlpatterns = [
    path("messages/", views.messages_page, name="messages"),
    path("messages/read/", views.all_read, name="messages-read"),
    path("messages/<int:message_id>/", views.message, name="message"),
    path("me/messages/", views.wishes, name="message-wishes"),
    path("applications/<int:application_id>/thread/", thread_views.thread, name="thread"),
    path("thread/files/<int:file_id>/", thread_views.thread_file, name="thread-file"),
    path("outbox/", outbox_views.outbox, name="outbox"),
    path("outbox/<int:delivery_id>/<slug:act>/", outbox_views.one, name="outbox-act"),
    path("outbox/topic/<slug:act>/", outbox_views.topic, name="outbox-topic"),
]
