import { useEffect, useState } from 'react'
import { useSession } from '@/features/session/context'
import { useLive } from '@/hooks/useLive'
import { setViewing } from '@/services/live'
import type { PersonRef } from '@/services/types'

export type Watcher = PersonRef & { typing: boolean }

/** Who else looks at this ticket; while shown, it is told that one does oneself. */
export function usePresence(ticketId: number): Watcher[] {
  const { user } = useSession()
  const [state, setState] = useState<{ id: number; people: Watcher[] }>({ id: ticketId, people: [] })
  useEffect(() => {
    setViewing(ticketId)
    return () => setViewing(null)
  }, [ticketId])
  useLive('ticket.presence', ({ ticket_id, people }) => {
    if (ticket_id === ticketId) setState({ id: ticketId, people })
  })
  return state.id === ticketId ? state.people.filter((one) => one.id !== user.id) : []
}

const STOPPED_MS = 4_000
let timer: ReturnType<typeof setTimeout> | undefined

/** Each keystroke says so; a pause takes it back. */
export function sayTyping(ticketId: number, typing: boolean): void {
  clearTimeout(timer)
  setViewing(ticketId, typing)
  if (typing) timer = setTimeout(() => setViewing(ticketId, false), STOPPED_MS)
}
