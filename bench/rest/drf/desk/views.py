"""Views as their documentation writes them; joins are fetched ahead, nothing is counted."""

from typing import Any

from django.db import transaction
from django.db.models import Count, F, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce, Now
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from rest_framework import viewsets
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from desk.models import Event, Message, Ticket
from desk.serializers import (
    MessageIn,
    MessageOut,
    TicketIn,
    TicketOut,
    TicketWithMessagesOut,
)


def livez(request: Any) -> HttpResponse:  # noqa: ANN401
    return HttpResponse("{}")


def tickets_of(request: Request) -> Any:  # noqa: ANN401
    return Ticket.objects.filter(tenant_id=request.user.tenant_id, deleted_at=None)


def with_people(tickets: Any) -> Any:  # noqa: ANN401
    unread = Message.objects.filter(ticket=OuterRef("pk"), from_staff=False, read_at=None)
    counted = unread.order_by().values("ticket").annotate(n=Count("pk")).values("n")
    return tickets.select_related("created_by", "assigned_to").annotate(
        unread_count=Coalesce(Subquery(counted), 0)
    )


class Tickets(viewsets.ViewSet):
    def list(self, request: Request) -> Response:
        found = with_people(tickets_of(request))
        if status := request.query_params.get("status"):
            found = found.filter(status=status)
        limit = min(int(request.query_params.get("limit", 100)), 100)
        return Response(TicketOut(found.order_by("-created_at", "-id")[:limit], many=True).data)

    def retrieve(self, request: Request, pk: int) -> Response:
        messages = Message.objects.select_related("sender").order_by("id")
        found = with_people(tickets_of(request))
        found = found.prefetch_related(Prefetch("messages", queryset=messages))
        return Response(TicketWithMessagesOut(get_object_or_404(found, pk=pk)).data)

    def create(self, request: Request) -> Response:
        given = TicketIn(data=request.data)
        given.is_valid(raise_exception=True)
        me = request.user
        with transaction.atomic():
            ticket = given.save(tenant_id=me.tenant_id, created_by=me)
            Event.objects.create(
                tenant_id=me.tenant_id, actor_id=me.id, kind="TicketCreated",
                body={"ticket_id": ticket.id, "requester_id": me.id},
            )  # fmt: skip
        return Response(TicketOut(ticket).data, status=201)


@api_view(["POST"])
def post_message(request: Request) -> Response:
    given = MessageIn(data=request.data)
    given.is_valid(raise_exception=True)
    me, ticket_id = request.user, given.validated_data["ticket_id"]
    with transaction.atomic():
        ticket = get_object_or_404(tickets_of(request).select_for_update(), pk=ticket_id)
        message = Message.objects.create(
            tenant_id=me.tenant_id, ticket=ticket, sender=me, from_staff=True,
            content=given.validated_data["content"],
        )  # fmt: skip
        Ticket.objects.filter(pk=ticket.pk).update(
            message_count=F("message_count") + 1, version=F("version") + 1, last_message_at=Now(),
            updated_at=Now(), first_responded_at=Coalesce("first_responded_at", Now()),
        )  # fmt: skip
        Event.objects.create(
            tenant_id=me.tenant_id, actor_id=me.id, kind="MessagePosted",
            body={"ticket_id": ticket.id, "message_id": message.id,
                  "requester_id": ticket.created_by_id},
        )  # fmt: skip
    return Response(MessageOut(message).data)
