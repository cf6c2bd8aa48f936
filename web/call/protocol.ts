/**
 * What the two ends of a call say to each other, through whatever carries text between them.
 *
 * Each open call window is a `peer` with a name of its own: a reloaded page is another peer, and so a person's
 * second tab never answers for the first. `ready` says "here I am, and this is whom I see"; when each has seen
 * the other, descriptions and candidates follow (perfect negotiation, RFC 8829 and the WebRTC specification).
 */

export interface Ready {
  type: 'ready'
  peer: string
  /** The other peer, as far as this one knows it. */
  seen: string | null
}

export interface Description {
  type: 'offer' | 'answer'
  peer: string
  to: string
  sdp: string
}

/** Candidates come in bursts: one message carries those of a moment. */
export interface Candidates {
  type: 'candidate'
  peer: string
  to: string
  candidates: RTCIceCandidateInit[]
}

export interface MediaState {
  microphone: boolean
  camera: boolean
  /** The id of the stream that is the screen: the other stream is the person. */
  screen: string | null
}

export interface Media extends MediaState {
  type: 'media'
  peer: string
}

export const CONSENTS = ['asked', 'given', 'refused', 'withdrawn'] as const
export type ConsentWord = (typeof CONSENTS)[number]

export interface Consent {
  type: 'consent'
  peer: string
  state: ConsentWord
}

export const FAREWELLS = ['hangup', 'left', 'replaced'] as const
/** `hangup` ends the call; `left` is a closed page that may come back; `replaced` is told to an older window. */
export type Farewell = (typeof FAREWELLS)[number]

export interface Bye {
  type: 'bye'
  peer: string
  to: string | null
  reason: Farewell
}

export type Signal = Ready | Description | Candidates | Media | Consent | Bye

/** The server takes no more: see `realtime/signalling.py`. */
export const LONGEST_SDP = 40_000
export const LONGEST_CANDIDATE = 1_000
export const MOST_CANDIDATES = 32
const NAME = /^[a-z0-9]{8,32}$/

export function newPeer(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  return [...bytes].map((byte) => byte.toString(36).padStart(2, '0')).join('')
}

type Fields = Record<string, unknown>

const isName = (value: unknown): value is string => typeof value === 'string' && NAME.test(value)
const isNameOrNull = (value: unknown): value is string | null => value === null || isName(value)
const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most

function isCandidate(value: unknown): value is RTCIceCandidateInit {
  if (typeof value !== 'object' || value === null) return false
  const { candidate, sdpMid, sdpMLineIndex, usernameFragment } = value as Fields
  return (
    isText(candidate, LONGEST_CANDIDATE) &&
    (sdpMid === null || sdpMid === undefined || isText(sdpMid, 64)) &&
    (sdpMLineIndex === null || sdpMLineIndex === undefined || Number.isInteger(sdpMLineIndex)) &&
    (usernameFragment === null || usernameFragment === undefined || isText(usernameFragment, 256))
  )
}

const SHAPES: Record<Signal['type'], (said: Fields) => boolean> = {
  ready: (said) => isNameOrNull(said.seen),
  offer: (said) => isName(said.to) && isText(said.sdp, LONGEST_SDP),
  answer: (said) => isName(said.to) && isText(said.sdp, LONGEST_SDP),
  candidate: (said) =>
    isName(said.to) &&
    Array.isArray(said.candidates) &&
    said.candidates.length <= MOST_CANDIDATES &&
    said.candidates.every(isCandidate),
  media: (said) =>
    typeof said.microphone === 'boolean' &&
    typeof said.camera === 'boolean' &&
    (said.screen === null || isText(said.screen, 128)),
  consent: (said) => (CONSENTS as readonly unknown[]).includes(said.state),
  bye: (said) => isNameOrNull(said.to) && (FAREWELLS as readonly unknown[]).includes(said.reason),
}

/** What the other end said, or null for what this version doesn't understand. */
export function readSignal(said: unknown): Signal | null {
  if (typeof said !== 'object' || said === null) return null
  const { type, peer } = said as Fields
  if (typeof type !== 'string' || !Object.hasOwn(SHAPES, type) || !isName(peer)) return null
  return SHAPES[type as Signal['type']](said as Fields) ? (said as Signal) : null
}
