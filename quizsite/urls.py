"""Every address of the site."""

from django.urls import include, path

from quizzes.admin.site import panel

urlpatterns = [
    path("admin/", panel.urls),
    path("", include("quizzes.views.urls")),
]
