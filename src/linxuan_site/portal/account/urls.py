"""Signing in and out, registering an organisation, one's own account, the people of a place."""

from django.urls import path

from linxuan_site.portal.account import delegation_views, people_views, person_views, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("sign-up/", views.sign_up, name="sign-up"),
    path("language/", views.choose_language, name="language"),
    path("me/", person_views.me, name="me"),
    path("me/profile/", person_views.profile, name="me-profile"),
    path("me/password/", person_views.password, name="me-password"),
    path("me/delegate/", delegation_views.delegate, name="me-delegate"),
    path("me/delegations/<int:delegation_id>/end/", delegation_views.end, name="me-delegation-end"),
    path("me/standing-in/", delegation_views.standing_in, name="standing-in"),
    path("password/", person_views.forgotten, name="password-forgotten"),
    path("password/sent/", person_views.sent, name="password-sent"),
    path("password/<str:uid>/<str:token>/", person_views.new_password, name="password-new"),
    path("my/people/", people_views.my_people, name="my-people"),
    path("my/contact/", people_views.contact, name="my-contact"),
    path("desk/people/", people_views.desk_people, name="desk-people"),
    path("people/invite/", people_views.invite_person, name="people-invite"),
    path("people/<int:person_id>/duty/", people_views.duty, name="people-duty"),
    path("people/<int:person_id>/active/", people_views.active, name="people-active"),
    path("people/invitations/<int:invitation_id>/withdraw/", people_views.withdraw, name="people-withdraw"),
    path("invitations/<str:token>/", people_views.invitation, name="invitation"),
]
