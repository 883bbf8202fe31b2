"""Addresses of the pages for those who connect other systems."""

from django.urls import path

from linxuan_site.portal.connections import token_views, viewer_views

urlpatterns = [
    path("api/docs", viewer_views.viewer, name="api-viewer"),
    path("tokens/", token_views.tokens, name="tokens"),
    path("tokens/<int:token_id>/revoke/", token_views.revoke, name="token-revoke"),
]
