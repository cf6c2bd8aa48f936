"""E-mail by SMTP (RFC 5321), to whatever server takes a tenant's mail."""

from ringdesk.domains.messaging.channels.smtp.kinds import KINDS

__all__ = ["KINDS"]
