"""Addresses of the pages for those who connect other systems."""

from django.urls import path

from linxuan_site.portal.connections import token_views, viewer_views, webhook_views

urlpatterns = [
    path("api/docs", viewer_views.viewer, name="api-viewer"),
    path("tokens/", token_views.tokens, name="tokens"),
    path("tokens/<int:token_id>/revoke/", token_views.revoke, name="token-revoke"),
    path("webhooks/", webhook_views.webhooks, name="webhooks"),
    path("webhooks/<int:webhook_id>/", webhook_views.webhook, name="webhook"),
    path("webhooks/<int:webhook_id>/<slug:wish>/", webhook_views.change, name="webhook-change"),
    path(
        "webhooks/<int:webhook_id>/deliveries/<int:delivery_id>/resend/",
        webhook_views.resend,
        name="webhook-resend",
    ),
]
