import { useEffect, useState } from 'react'
import { useSession } from '@/features/session/context'
import { useLive } from '@/hooks/useLive'
import { type Place, setViewing } from '@/services/live'
import type { PersonRef } from '@/services/types'

export type Watcher = PersonRef & { typing: boolean }

/** Who else looks at this thread; while shown, it is told that one does oneself. */
export function usePresence(kind: Place['kind'], id: number): Watcher[] {
  const { user } = useSession()
  const [state, setState] = useState<{ id: number; people: Watcher[] }>({ id, people: [] })
  useEffect(() => {
    setViewing({ kind, id })
    return () => setViewing(null)
  }, [kind, id])
  const hear = (of: Place['kind'], thread: number, people: Watcher[]) => {
    if (of === kind && thread === id) setState({ id, people })
  }
  useLive('ticket.presence', ({ ticket_id, people }) => hear('ticket', ticket_id, people))
  useLive('conversation.presence', ({ conversation_id, people }) =>
    hear('conversation', conversation_id, people),
  )
  return state.id === id ? state.people.filter((one) => one.id !== user.id) : []
}

const STOPPED_MS = 4_000
let timer: ReturnType<typeof setTimeout> | undefined

/** Each keystroke says so; a pause takes it back. */
export function sayTyping(place: Place, typing: boolean): void {
  clearTimeout(timer)
  setViewing(place, typing)
  if (typing) timer = setTimeout(() => setViewing(place, false), STOPPED_MS)
}
