from ringdesk.domains.calls.personal import queries
from ringdesk.kernel.personal import Expiry, Holding, Personal

# That there was a call, when and to which number, is evidence for whoever complains or sues, and
# marketers must keep it: 16 CFR 310.5 (five years).
COMPLAINTS = (
    "That there was a call, when, and to which number: to answer complaints (Art. 17(3)(b) and (e) "
    "GDPR; 16 CFR 310.5). Goes with the period for calls. Notes and recordings are erased."
)

PERSONAL = Personal(
    domain="calls",
    holdings=(
        Holding(
            table="call_events", about="The steps of each call", fate="anonymised", of="leads",
            shows=queries.EVENTS, forgets=queries.ERASE_EVENTS,
        ),
        Holding(
            table="calls", about="Notes and recordings of calls", fate="anonymised", of="leads",
            counts=queries.WORDS_OF_LEADS, files=queries.SOUND_OF_LEADS,
            forgets=queries.SILENCE_LEADS,
        ),
        Holding(
            table="calls", about="Notes and recordings of calls with this number",
            fate="anonymised", of="numbers", counts=queries.WORDS_OF_NUMBERS,
            files=queries.SOUND_OF_NUMBERS, forgets=queries.SILENCE_NUMBERS,
        ),
        Holding(
            table="calls", about="That there were calls, when and for how long", fate="retained",
            of="leads", shows=queries.OF_LEADS, reason=COMPLAINTS,
        ),
        Holding(
            table="calls", about="Calls with this number: when and for how long",
            fate="retained", of="numbers",
            shows=queries.OF_NUMBERS, reason=COMPLAINTS,
        ),
        Holding(
            table="calls", about="Calls made as a member of the staff",
            fate="retained", shows=queries.AS_AGENT, reason=COMPLAINTS,
        ),
    ),
    nothing={
        "inbound_calls": "keys that were pressed; the call beside it says whose",
        "inbound_numbers": "numbers of the tenant's own",
        "inbound_queues": "settings of the tenant",
        "call_marks": "counts", "call_slots": "counts", "call_totals": "counts",
        "calling_settings": "settings of the tenant",
    },
    expiries=(
        Expiry(
            kind="recordings", about="Recordings of calls", counts=queries.COUNT_SOUND,
            files=queries.FILES_OF_SOUND, removes=queries.EMPTY_SOUND,
        ),
        Expiry(
            kind="calls", about="Calls: numbers, notes, who it was", counts=queries.COUNT_OLD,
            files=queries.FILES_OF_OLD, removes=queries.EMPTY_OLD,
        ),
    ),
)  # fmt: skip
