from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("livez", lambda _: HttpResponse("{}")),
    path("", include("helpdesk.urls")),
]
