"""The ways out, one module per provider. Each module's KINDS is offered here, once."""

from ringdesk.domains.messaging.channels import (
    console,
    push,
    slack,
    smpp,
    sms_twilio,
    whatsapp,
)
from ringdesk.domains.messaging.channels.channel import offer

offer(
    *console.KINDS, *sms_twilio.KINDS, *smpp.KINDS, *whatsapp.KINDS, *slack.KINDS, *push.KINDS,
)  # fmt: skip
