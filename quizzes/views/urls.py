"""The addresses of the students' pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
