from rest_framework import serializers

from desk.models import Message, Person, Ticket


class CustomerOut(serializers.ModelSerializer):
    class Meta:
        model = Person
        fields = ("id", "full_name", "email")


class AgentOut(serializers.ModelSerializer):
    class Meta:
        model = Person
        fields = ("id", "full_name")


class SenderOut(serializers.ModelSerializer):
    class Meta:
        model = Person
        fields = ("id", "full_name", "role")


class MessageOut(serializers.ModelSerializer):
    sender = SenderOut()

    class Meta:
        model = Message
        fields = (
            "id", "ticket_id", "content", "internal", "created_at", "read_at", "sender",
        )  # fmt: skip


class TicketOut(serializers.ModelSerializer):
    customer = CustomerOut(source="created_by")
    agent = AgentOut(source="assigned_to")
    unread_count = serializers.IntegerField(default=0)

    class Meta:
        model = Ticket
        fields = ("id", "title", "description", "status", "priority", "category",
                  "auto_categorized", "confidence_score", "tags", "created_by", "assigned_to",
                  "version", "message_count", "created_at", "updated_at", "last_message_at",
                  "first_responded_at", "resolved_at", "unread_count", "customer",
                  "agent")  # fmt: skip


class TicketWithMessagesOut(TicketOut):
    messages = MessageOut(many=True)

    class Meta(TicketOut.Meta):
        fields = (*TicketOut.Meta.fields, "messages")


class TicketIn(serializers.ModelSerializer):
    class Meta:
        model = Ticket
        fields = ("title", "description", "priority", "category")


class MessageIn(serializers.Serializer):
    ticket_id = serializers.IntegerField()
    content = serializers.CharField()
