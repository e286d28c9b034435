"""The addresses of the students' pages."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from . import accounts, assignments, attempts, clock, discussions, feedback, reading, results

urlpatterns = [
    path("", assignments.home, name="home"),
    path("join/", accounts.join, name="join"),
    path("login/", accounts.LogIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("account/", accounts.account, name="account"),
    path("account/data/", accounts.own, name="own_data"),
    path("account/data/file/", accounts.own_file, name="own_data_file"),
    path("password/", accounts.ChangePassword.as_view(), name="password_change"),
    path("assignments/<int:pk>/", assignments.assignment, name="assignment"),
    path("attempts/<int:pk>/", attempts.attempt, name="attempt"),
    path("attempts/<int:pk>/responses/<int:response_pk>/", attempts.save, name="save_response"),
    path("attempts/<int:pk>/ping/", clock.ping, name="ping"),
    path("attempts/<int:pk>/responses/<int:response_pk>/flag/", attempts.flag, name="flag_response"),
    path("attempts/<int:pk>/highlights/", reading.highlights, name="highlights"),
    path("attempts/<int:pk>/highlights/<int:highlight_pk>/", reading.highlight, name="highlight"),
    path("reading/", reading.settings, name="reading_settings"),
    path("attempts/<int:pk>/hand-in/", attempts.hand_in, name="hand_in"),
    path("attempts/<int:pk>/results/", results.results, name="results"),
    path("corrections/<int:pk>/seen/", results.correction_seen, name="correction_seen"),
    path("discussions/<int:pk>/", discussions.discussion, name="discussion"),
    path("discussions/<int:pk>/stance/", discussions.stance, name="discussion_stance"),
    path("discussions/<int:pk>/own-view/", discussions.assess, name="discussion_assess"),
    path("discussions/<int:pk>/feedback/<int:seat_pk>/", feedback.feedback, name="discussion_feedback"),
    path("discussions/<int:pk>/argument/", discussions.claim, name="discussion_claim"),
    path("discussions/<int:pk>/argument/draft/", discussions.save_claim, name="save_claim"),
    path("boards/<int:pk>/new/", discussions.new, name="board_new"),
    path("boards/<int:pk>/posts/", discussions.posts, name="board_posts"),
    path("posts/<int:pk>/reply/", discussions.reply, name="post_reply"),
    path("posts/<int:pk>/reply/draft/", discussions.save_reply, name="save_reply"),
    path("posts/<int:pk>/edit/", discussions.edit, name="post_edit"),
    path("posts/<int:pk>/edit/draft/", discussions.keep_edit, name="save_edit"),
    path("posts/<int:pk>/answer/", discussions.answer, name="restatement_answer"),
    path("posts/<int:pk>/report/", discussions.report, name="post_report"),
]
