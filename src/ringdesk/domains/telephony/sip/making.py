"""SIP trunks out of what administrators set."""

from pathlib import Path

from msgspec import convert

from ringdesk.domains.telephony.carrier import Listener
from ringdesk.domains.telephony.media import Media
from ringdesk.domains.telephony.models import Make, Setup
from ringdesk.domains.telephony.settings import SipSettings
from ringdesk.domains.telephony.sip.carrier import Limits, SipCarrier


def sip_carriers(media: Media, recordings: Path) -> Make:
    def make(setup: Setup, tell: Listener) -> SipCarrier:
        return SipCarrier(
            convert(setup.settings, SipSettings), setup.secrets.get("password", ""), media, tell,
            limits=Limits(setup.most_calls), record_into=recordings / str(setup.tenant_id),
        )  # fmt: skip

    return make
