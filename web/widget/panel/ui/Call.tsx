import type { CallState, Call as Talk } from '@call'
import { useEffect, useRef, useState } from 'preact/hooks'
import { endSession, session, signals } from '../desk'
import type { OnCall, State } from '../state'
import { fill, type Words } from '../words'
import { Icon, type IconName } from './Icon'

interface Signalled {
  session_id: number
  data: unknown
}

interface IceAnswer {
  ice_servers: { urls: string[]; username?: string | null; credential?: string | null }[]
}

/** The code for calls comes with the first call. */
async function begin(call: OnCall): Promise<Talk> {
  const { Call } = await import('@call')
  return new Call({
    polite: true,
    video: call.video,
    iceServers: async () => {
      const { ice_servers } = await session.ask<IceAnswer>('/api/app/ice')
      return ice_servers.map(({ urls, username, credential }) => ({
        urls,
        ...(username && { username }),
        ...(credential && { credential }),
      }))
    },
    channel: {
      send: (data) => signals.send('session.signal', { session_id: call.sessionId, data }),
      on: (listener) =>
        signals.on<Signalled>('session.signal', (told) => {
          if (told.session_id === call.sessionId) listener(told.data)
        }),
      onOpen: (listener) => signals.on('connected', listener),
    },
  })
}

/** From the ringing to the end: over the chat, which goes on beneath. */
export function Call({ call, state }: { call: OnCall; state: State }) {
  const { words, conversation } = state
  const [talk, setTalk] = useState<Talk | null>(null)
  const [now, setNow] = useState<CallState | null>(null)
  const box = useRef<HTMLElement>(null)
  const { active, sessionId } = call

  // biome-ignore lint/correctness/useExhaustiveDependencies: one call for one session
  useEffect(() => {
    if (!active) return
    let gone = false
    let running: Talk | null = null
    void begin(call).then((made) => {
      if (gone) return made.end('remote')
      running = made
      setTalk(made)
      made.subscribe(() => setNow(made.state))
      void made.start()
    })
    return () => {
      gone = true
      running?.end('remote')
    }
  }, [active, sessionId])

  useEffect(() => box.current?.querySelector<HTMLElement>('button')?.focus(), [])

  const over = now?.phase === 'ended'
  useEffect(() => {
    if (over) void endSession()
  }, [over])

  function hangUp() {
    if (talk) talk.hangUp()
    else void endSession()
  }

  const name = conversation?.agent?.full_name ?? ''
  return (
    <section ref={box} class="call" aria-label={call.video ? words.video : words.voice}>
      <p role="status">{phaseText(now, active, name, words)}</p>
      {now?.connectedAt && now.phase === 'connected' && <Since from={now.connectedAt} />}
      {now?.microphone.trouble && <p class="hint wrong">{words.noMicrophone}</p>}
      {now?.camera.trouble && <p class="hint wrong">{words.noCamera}</p>}
      <div class="pictures">
        {now?.remote.person && (
          <Picture
            stream={now.remote.person}
            label={words.otherPicture}
            look={now.remote.media?.camera ? '' : 'hidden'}
            sound
          />
        )}
        {now?.remote.screen && <Picture stream={now.remote.screen} label={words.otherPicture} />}
        {now?.camera.on && <Picture stream={now.own.person} label={words.ownPicture} look="small" />}
      </div>
      {talk && now && <Recording talk={talk} now={now} words={words} />}
      <div class="row">
        {talk && now && (
          <>
            <Toggle
              icon={now.microphone.on ? 'mic' : 'micOff'}
              label={now.microphone.on ? words.mute : words.unmute}
              act={() => talk.setMicrophone(!now.microphone.on)}
            />
            <Toggle
              icon="video"
              label={now.camera.on ? words.cameraOff : words.cameraOn}
              on={now.camera.on}
              act={() => talk.setCamera(!now.camera.on)}
            />
            {'getDisplayMedia' in (navigator.mediaDevices ?? {}) && (
              <Toggle
                icon="screen"
                label={now.screen.on ? words.stopSharing : words.shareScreen}
                on={now.screen.on}
                act={() => talk.setScreen(!now.screen.on)}
              />
            )}
          </>
        )}
        <button
          type="button"
          class="round end"
          aria-label={words.hangUp}
          title={words.hangUp}
          onClick={hangUp}
        >
          <Icon name="hangUp" />
        </button>
      </div>
    </section>
  )
}

function phaseText(now: CallState | null, active: boolean, name: string, words: Words): string {
  if (!active) return words.callWaiting
  if (now?.phase === 'ended') return words.callEnded
  if (now?.phase === 'connected') return fill(words.callConnected, { name })
  if (now?.phase === 'reconnecting') return words.callReconnecting
  return now?.left ? words.callLeft : words.callConnecting
}

function Toggle({
  icon,
  label,
  on = false,
  act,
}: {
  icon: IconName
  label: string
  on?: boolean
  act: () => unknown
}) {
  return (
    <button
      type="button"
      class={on ? 'round on' : 'round'}
      aria-label={label}
      title={label}
      onClick={() => void act()}
    >
      <Icon name={icon} />
    </button>
  )
}

function Since({ from }: { from: number }) {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.floor((now - from) / 1000))
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return (
    <p class="quiet" role="timer">
      {text}
    </p>
  )
}

interface PictureProps {
  stream: MediaStream
  label: string
  sound?: boolean
  look?: '' | 'small' | 'hidden'
}

function Picture({ stream, label, sound = false, look = '' }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (video.current && video.current.srcObject !== stream) video.current.srcObject = stream
  }, [stream])
  return <video ref={video} class={look} aria-label={label} autoplay playsInline muted={!sound} />
}

/** Nobody is recorded who did not say yes. */
function Recording({ talk, now, words }: { talk: Talk; now: CallState; words: Words }) {
  const { ours, theirs } = now.consent
  if (theirs === 'asked' && ours === 'given') return <p role="status">{words.recording}</p>
  if (theirs !== 'asked' || ours) return null
  return (
    <div class="record" role="alertdialog" aria-label={words.recordAsk}>
      <p>{words.recordAsk}</p>
      <button type="button" class="button primary" onClick={() => talk.answerRecording(true)}>
        {words.recordYes}
      </button>
      <button type="button" class="button" onClick={() => talk.answerRecording(false)}>
        {words.recordNo}
      </button>
    </div>
  )
}
