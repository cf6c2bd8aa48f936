import { Call, type Chosen, type SignalChannel } from '@call'
import { http } from '@/services/http'
import { onLive, say } from '@/services/live'
import { storage } from '@/services/storage'
import { type CurrentCall, currentCall } from './current'

const DEVICES = 'call-devices'

export function keptDevices(): Chosen {
  try {
    return JSON.parse(storage.get(DEVICES) ?? '{}') as Chosen
  } catch {
    return {}
  }
}

export function keepDevices(chosen: Chosen): void {
  storage.set(DEVICES, JSON.stringify(chosen))
}

function channelOf(sessionId: number): SignalChannel {
  return {
    send: (signal) => say('session.signal', { session_id: sessionId, data: signal }),
    on: (listener) =>
      onLive('session.signal', (heard) => {
        if (heard.session_id === sessionId) listener(heard.data)
      }),
    onOpen: (listener) => onLive('live.connected', listener),
  }
}

interface Ice {
  ice_servers: RTCIceServer[]
}

export async function iceServers(): Promise<RTCIceServer[]> {
  return (await http.get<Ice>('/api/app/ice')).ice_servers
}

const engines = new WeakMap<CurrentCall, Call>()
let running: CurrentCall | null = null

// However the window goes away, at sign-out too, devices are given back and the other side is told.
currentCall.subscribe(() => {
  if (!running || currentCall.get() === running) return
  engines.get(running)?.hangUp()
  running = null
})

/** One engine for one call, however often its window is drawn. */
export function engineOf(current: CurrentCall): Call {
  const known = engines.get(current)
  if (known) return known
  const call = new Call({
    channel: channelOf(current.sessionId),
    polite: current.side === 'customer',
    video: current.type === 'video',
    chosen: keptDevices(),
    iceServers,
  })
  engines.set(current, call)
  running = current
  void call.start()
  return call
}

/** The server ends the session, too, should the word of hanging up not arrive. */
export function hangUp(current: CurrentCall): void {
  engineOf(current).hangUp()
  void http.post(`/api/chat/session/${current.sessionId}/end`).catch(() => undefined)
}
