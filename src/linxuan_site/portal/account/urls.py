"""Signing in and out, registering an organisation, the people of a place, choosing a language."""

from django.urls import path

from linxuan_site.portal.account import people_views, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("sign-up/", views.sign_up, name="sign-up"),
    path("language/", views.choose_language, name="language"),
    path("my/people/", people_views.my_people, name="my-people"),
    path("desk/people/", people_views.desk_people, name="desk-people"),
    path("people/invite/", people_views.invite_person, name="people-invite"),
    path("people/<int:person_id>/duty/", people_views.duty, name="people-duty"),
    path("people/<int:person_id>/active/", people_views.active, name="people-active"),
    path("people/invitations/<int:invitation_id>/withdraw/", people_views.withdraw, name="people-withdraw"),
    path("invitations/<str:token>/", people_views.invitation, name="invitation"),
]
