"""Signing in and out, registering an organisation, choosing a language."""

from django.urls import path

from linxuan_site.portal.account import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("sign-up/", views.sign_up, name="sign-up"),
    path("language/", views.choose_language, name="language"),
]
