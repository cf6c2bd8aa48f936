import { type Call, CallRecorder, type Recorded } from '@call'
import { useCallback, useEffect, useRef, useState } from 'react'
import { http } from '@/services/http'
import { upload } from '@/services/upload'
import type { CurrentCall } from './current'

/** Below what the server takes in one file. */
const MOST_BYTES = 15 * 1024 * 1024

export interface Saving {
  /** Files on their way. */
  left: number
  failed: { recorded: Recorded; error: unknown }[]
}

/** Files first, one message with all of them when the recording ends: nothing half is shown. */
class Archive {
  private readonly kept: Promise<number | null>[] = []
  state: Saving = { left: 0, failed: [] }

  constructor(
    private readonly current: CurrentCall,
    private readonly words: string,
    private readonly changed: (state: Saving) => void,
  ) {}

  add = (recorded: Recorded): void => {
    this.kept.push(this.send(recorded))
  }

  private set(change: Partial<Saving>): void {
    this.state = { ...this.state, ...change }
    this.changed(this.state)
  }

  private async send(recorded: Recorded): Promise<number | null> {
    this.set({ left: this.state.left + 1 })
    const form = new FormData()
    const { conversationId, sessionId } = this.current
    form.set('conversation_id', String(conversationId))
    form.set('file', recorded.blob, `call-${sessionId}-${recorded.part}.webm`)
    try {
      return (await upload<{ id: number }>('/api/attachments', form)).id
    } catch (error) {
      this.set({ failed: [...this.state.failed, { recorded, error }] })
      return null
    } finally {
      this.set({ left: this.state.left - 1 })
    }
  }

  async publish(): Promise<void> {
    const ids = (await Promise.all(this.kept.splice(0))).filter((id) => id !== null)
    if (ids.length === 0) return
    const path = `/api/app/conversations/${this.current.conversationId}/messages`
    await http.post(path, { content: this.words, attachment_ids: ids })
  }

  async retry(): Promise<void> {
    const again = this.state.failed
    this.set({ failed: [] })
    for (const { recorded } of again) this.add(recorded)
    await this.publish()
  }
}

/**
 * Records for as long as both sides agree, in the agent's window alone. The files become a message of the
 * conversation when it ends, however it ends.
 */
export function useRecording(call: Call, current: CurrentCall, words: string) {
  const [saving, setSaving] = useState<Saving>({ left: 0, failed: [] })
  const [recording, setRecording] = useState(false)
  const archive = useRef<Archive | null>(null)
  const recorder = useRef<CallRecorder | null>(null)

  const stop = useCallback(async () => {
    const running = recorder.current
    if (!running) return
    recorder.current = null
    setRecording(false)
    await running.stop()
    await archive.current?.publish().catch(() => undefined)
  }, [])

  useEffect(() => {
    if (current.side !== 'agent') return
    const follow = () => {
      const wanted = call.mayRecord && call.state.phase !== 'ended'
      if (wanted && !recorder.current) {
        archive.current ??= new Archive(current, words, setSaving)
        recorder.current = new CallRecorder({
          video: current.type === 'video',
          scene: () => {
            const { own, remote } = call.state
            const voices = remote.person ? [own.person, remote.person] : [own.person]
            const pictured = remote.media?.camera ? remote.person : null
            const corner = call.state.camera.on ? own.person : null
            return { voices, main: remote.screen ?? (pictured || corner), corner: pictured ? corner : null }
          },
          mostBytes: MOST_BYTES,
          done: archive.current.add,
        })
        setRecording(true)
      } else if (!wanted) void stop()
    }
    follow()
    return call.subscribe(follow)
  }, [call, current, words, stop])

  const retry = useCallback(() => void archive.current?.retry().catch(() => undefined), [])
  return { recording, saving, retry }
}
