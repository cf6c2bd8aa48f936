"""The ways out, one module per provider. Each module's KINDS is offered here, once."""

from ringdesk.domains.messaging.channels import (
    console,
    push,
    slack,
    smpp,
    sms_twilio,
    smtp,
    whatsapp,
)
from ringdesk.domains.messaging.channels.channel import offer

offer(
    *console.KINDS, *smtp.KINDS, *sms_twilio.KINDS, *smpp.KINDS, *whatsapp.KINDS, *slack.KINDS, 
    *push.KINDS,
)  # fmt: skip
