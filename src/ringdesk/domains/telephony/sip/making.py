"""SIP trunks out of what administrators set."""

from msgspec import convert

from ringdesk.domains.telephony.carrier import Listener
from ringdesk.domains.telephony.media import Media
from ringdesk.domains.telephony.media.speech import Speech
from ringdesk.domains.telephony.models import Make, Setup
from ringdesk.domains.telephony.plans import Incoming, Plan, PlanIncoming
from ringdesk.domains.telephony.settings import SipSettings
from ringdesk.domains.telephony.sip.carrier import SipCarrier
from ringdesk.domains.telephony.sip.elsewhere import Common
from ringdesk.domains.telephony.sip.following import Ringing


def sip_carriers(media: Media, receive: PlanIncoming) -> Make:
    """`receive`: who says what is done with calls to us. What is said and what is recorded lies in
    the media's folder."""
    speech = Speech(media.folder / "speech")

    def make(setup: Setup, tell: Listener) -> SipCarrier:
        async def ask(ringing: Ringing) -> Plan | None:
            return await receive(
                Incoming(
                    tenant_id=setup.tenant_id, attempt=ringing.attempt,
                    carrier_id=setup.carrier_id, carrier_call_id=ringing.carrier_call_id,
                    from_number=ringing.from_number, to_number=ringing.to_number,
                    digits=ringing.digits, step=ringing.step,
                )
            )  # fmt: skip

        return SipCarrier(
            convert(setup.settings, SipSettings), setup.secrets.get("password", ""), media, tell,
            most_calls=setup.most_calls, record_into=media.folder / str(setup.tenant_id),
            ask=ask, speech=speech, common=Common(setup.recall, setup.beat),
            certificate=setup.secrets.get("certificate", ""),
        )  # fmt: skip

    return make
