/** What a moment of a call measured, out of `getStats()`; counters run from the beginning. */
export interface Measured {
  at: number
  bytesReceived: number
  bytesSent: number
  packetsReceived: number
  packetsLost: number
  framesDecoded: number
  /** The other side's sound so far, as the WebRTC statistics count its energy. */
  audioEnergy: number
  /** Seconds; null while nothing was measured. */
  roundTrip: number | null
  jitter: number | null
  relayed: boolean
}

export type Quality = 'good' | 'fair' | 'poor'

export interface Statistics {
  bytesReceived: number
  bytesSent: number
  framesDecoded: number
  audioEnergy: number
  /** Bits per second that came in since the last look. */
  bitrate: number
  framesPerSecond: number
  roundTripMs: number | null
  jitterMs: number | null
  /** 0 to 1, of what should have come since the last look. */
  loss: number
  /** Mean opinion score, 1 to 4.5, by the E-model. */
  score: number
  quality: Quality
  /** Through a TURN server. */
  relayed: boolean
}

type Entry = Record<string, unknown> & { id: string; type: string }

const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0)

/** Adds up what a report tells. */
export function measure(report: Iterable<Entry>, at: number): Measured {
  const entries = new Map([...report].map((entry) => [entry.id, entry]))
  const all = [...entries.values()]
  const sum = (type: string, field: string, kind?: string) =>
    all
      .filter((entry) => entry.type === type && (kind === undefined || entry.kind === kind))
      .reduce((total, entry) => total + number(entry[field]), 0)
  const transport = all.find((entry) => entry.type === 'transport')
  const pair =
    entries.get(String(transport?.selectedCandidatePairId ?? '')) ??
    all.find((entry) => entry.type === 'candidate-pair' && entry.nominated === true)
  const jitters = all.filter((entry) => entry.type === 'inbound-rtp' && entry.kind === 'audio')
  const local = entries.get(String(pair?.localCandidateId ?? ''))
  const remote = entries.get(String(pair?.remoteCandidateId ?? ''))
  return {
    at,
    bytesReceived: sum('inbound-rtp', 'bytesReceived'),
    bytesSent: sum('outbound-rtp', 'bytesSent'),
    packetsReceived: sum('inbound-rtp', 'packetsReceived'),
    packetsLost: sum('inbound-rtp', 'packetsLost'),
    framesDecoded: sum('inbound-rtp', 'framesDecoded', 'video'),
    audioEnergy: sum('inbound-rtp', 'totalAudioEnergy', 'audio'),
    roundTrip: typeof pair?.currentRoundTripTime === 'number' ? pair.currentRoundTripTime : null,
    jitter: jitters.length > 0 ? Math.max(...jitters.map((entry) => number(entry.jitter))) : null,
    relayed: local?.candidateType === 'relay' || remote?.candidateType === 'relay',
  }
}

/**
 * ITU-T G.107's E-model with its default values, reduced to delay and loss: R = 93.2 - Id - Ie, then the mean
 * opinion score of its annex B. Id is 0.024 d, and 0.11 (d - 177.3) more beyond 177.3 ms (Cole and Rosenbluth,
 * 2001, "Voice over IP performance monitoring"); Ie for Opus, which conceals, is taken as 2.5 for each per cent.
 */
export function opinionScore(delayMs: number, loss: number): number {
  const late = delayMs > 177.3 ? 0.11 * (delayMs - 177.3) : 0
  const rating = Math.max(0, Math.min(100, 93.2 - 0.024 * delayMs - late - 250 * loss))
  const score = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6
  return Math.max(1, Math.min(4.5, score))
}

export function qualityOf(score: number): Quality {
  if (score >= 4) return 'good'
  return score >= 3.1 ? 'fair' : 'poor'
}

/** What happened between two looks. */
export function compare(before: Measured, now: Measured): Statistics {
  const seconds = Math.max(0.001, (now.at - before.at) / 1000)
  const lost = Math.max(0, now.packetsLost - before.packetsLost)
  const came = Math.max(0, now.packetsReceived - before.packetsReceived)
  const loss = lost + came > 0 ? lost / (lost + came) : 0
  const roundTripMs = now.roundTrip === null ? null : now.roundTrip * 1000
  const jitterMs = now.jitter === null ? null : now.jitter * 1000
  // One way, and the buffer that evens the jitter out.
  const score = opinionScore((roundTripMs ?? 0) / 2 + 2 * (jitterMs ?? 0), loss)
  return {
    bytesReceived: now.bytesReceived,
    bytesSent: now.bytesSent,
    framesDecoded: now.framesDecoded,
    audioEnergy: now.audioEnergy,
    bitrate: (Math.max(0, now.bytesReceived - before.bytesReceived) * 8) / seconds,
    framesPerSecond: Math.max(0, now.framesDecoded - before.framesDecoded) / seconds,
    roundTripMs,
    jitterMs,
    loss,
    score,
    quality: qualityOf(score),
    relayed: now.relayed,
  }
}
