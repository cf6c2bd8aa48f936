"""A call that is passed on: we call whoever it is for, and mix both. Trunks that take a REFER are
few, and music and recording would end with it."""

import asyncio

from ringdesk.domains.telephony.carrier import CarrierRefused
from ringdesk.domains.telephony.media import Leg, Media
from ringdesk.domains.telephony.sip.calls import Ended
from ringdesk.domains.telephony.sip.lines import Line
from ringdesk.domains.telephony.sip.outgoing import OutgoingCall
from ringdesk.domains.telephony.sip.sdp import Sound

RINGS_S = 25.0


async def pass_on(line: Line, call: OutgoingCall, leg: Leg, media: Media) -> None:
    """`call` is not started yet. Then each ends with the other, and the staff are out of it.
    CarrierRefused: they did not take it, and the line is as before."""
    answered: asyncio.Future[Sound | Ended] = asyncio.get_running_loop().create_future()

    def first(found: Sound | Ended) -> None:
        if not answered.done():
            answered.set_result(found)

    call.on.answered = call.on.over = first
    call.start()
    line.second = call, leg
    try:
        async with asyncio.timeout(RINGS_S):
            found = await answered
        if isinstance(found, Ended) or line.over:
            raise CarrierRefused("They did not take the call", code=480)
    except (TimeoutError, CarrierRefused) as error:
        line.second = None
        call.hang_up()
        await leg.close()
        raise CarrierRefused("They did not take the call", code=480) from error
    call.on.over = lambda ended: line.call.bye()
    leg.on_quiet = call.bye
    await leg.aim(found.far)
    await media.enter(line.id, line.attempt, leg)
    await media.release(line.id)
    if line.over:  # they hung up meanwhile, and left before anybody came
        await media.leave(line.id)
