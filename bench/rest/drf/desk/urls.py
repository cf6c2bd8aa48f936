from django.urls import path

from desk.views import Tickets, livez, post_message

urlpatterns = [
    path("livez", livez),
    path("api/tickets", Tickets.as_view({"get": "list", "post": "create"})),
    path("api/tickets/<int:pk>", Tickets.as_view({"get": "retrieve"})),
    path("api/messages", post_message),
]
