"""The same data in tables as Django would make them (see tables.sql)."""

from django.db import models


class Person(models.Model):
    tenant_id = models.UUIDField()
    full_name = models.TextField()
    email = models.TextField()
    role = models.TextField()
    is_active = models.BooleanField(default=True)
    is_authenticated = True

    class Meta:
        db_table = "person"


class Ticket(models.Model):
    tenant_id = models.UUIDField()
    title = models.CharField(max_length=200)
    description = models.TextField()
    status = models.TextField(default="open")
    priority = models.TextField(default="medium")
    category = models.TextField(default="other")
    auto_categorized = models.BooleanField(default=False)
    confidence_score = models.FloatField(default=1.0)
    tags = models.JSONField(default=list)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_column="created_by")
    assigned_to = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_column="assigned_to"
    )
    version = models.IntegerField(default=1)
    message_count = models.IntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now_add=True)
    last_message_at = models.DateTimeField(null=True)
    first_responded_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "ticket"


class Message(models.Model):
    tenant_id = models.UUIDField()
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="messages")
    sender = models.ForeignKey(Person, models.PROTECT, related_name="+")
    from_staff = models.BooleanField()
    content = models.TextField()
    internal = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "message"


class Event(models.Model):
    tenant_id = models.UUIDField()
    actor_id = models.BigIntegerField()
    kind = models.TextField()
    body = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "event"
