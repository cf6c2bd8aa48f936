import { useMemo } from 'react'
import { type OutboxItem, outbox } from '@/services/outbox'
import { useStore } from './useStore'

/** What still waits to be sent, of one thread (`ticket:12`) or of all. */
export function useOutbox(thread?: string): OutboxItem[] {
  const items = useStore(outbox.items)
  return useMemo(() => (thread ? items.filter((item) => item.thread === thread) : items), [items, thread])
}
