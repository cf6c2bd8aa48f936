"""The ways out, one module per provider. Each module's KINDS is offered here, once."""

from ringdesk.domains.messaging.channels import console
from ringdesk.domains.messaging.channels.channel import offer

offer(*console.KINDS)
