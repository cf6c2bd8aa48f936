import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { historyKeys } from '@/features/history/queries'
import { useSession } from '@/features/session/context'
import { useErrorText } from '@/hooks/useErrorText'
import { serverNow } from '@/services/clock'
import { ApiError } from '@/services/errors'
import { http } from '@/services/http'
import type { PersonRef, Ticket, TicketDetail } from '@/services/types'
import { toast } from '@/ui/toast'
import { hold, knownTicket, putTicket } from './cache'
import { ticketKeys } from './queries'

export type TicketChange = Partial<
  Pick<Ticket, 'title' | 'description' | 'status' | 'priority' | 'category' | 'assigned_to' | 'tags'>
>

/** Somebody set the same property meanwhile; `ticket` is how it is now. */
export class ChangedMeanwhile extends Error {
  readonly ticket: Ticket
  constructor(ticket: Ticket) {
    super('Changed meanwhile')
    this.ticket = ticket
  }
}

/** What a change will look like before the server has said so. */
export function foreseen(change: TicketChange, agent: PersonRef | null): Partial<Ticket> {
  return {
    ...change,
    ...('assigned_to' in change ? { agent: change.assigned_to === null ? null : agent } : null),
    ...(change.category ? { auto_categorized: false, confidence_score: 1 } : null),
    ...(change.status === 'resolved' ? { resolved_at: new Date(serverNow()).toISOString() } : null),
  }
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** True if what one wants to set is as it was when one decided to. */
export function untouched(change: TicketChange, seen: Ticket, now: Ticket): boolean {
  return (Object.keys(change) as (keyof TicketChange)[]).every((name) => same(seen[name], now[name]))
}

/** Changes of one ticket go out one after the other: each needs the version that the last one made. */
const queues = new Map<number, Promise<unknown>>()

async function inTurn<T>(id: number, act: () => Promise<T>): Promise<T> {
  const before = queues.get(id) ?? Promise.resolve()
  const mine = before.catch(() => undefined).then(act)
  queues.set(id, mine)
  try {
    return await mine
  } finally {
    if (queues.get(id) === mine) queues.delete(id)
  }
}

/**
 * Shows a change at once, then asks the server; on a refusal everything is as before. A version that
 * moved on matters only if somebody touched the same property.
 */
export async function changeTicket(
  client: QueryClient,
  me: number,
  seen: Ticket,
  change: TicketChange,
  options: { agent?: PersonRef | null; anyway?: boolean } = {},
): Promise<Ticket> {
  const { id } = seen
  const release = hold(client, id, foreseen(change, options.agent ?? null))
  const before = knownTicket(client, id) ?? seen
  putTicket(client, before, me)
  const path = `/api/tickets/${id}`
  try {
    const changed = await inTurn(id, async () => {
      const ifMatch = options.anyway ? undefined : (knownTicket(client, id) ?? seen).version
      try {
        return await http.put<Ticket>(path, change, { ifMatch })
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 412) throw error
        const { messages: _, ...now } = await http.get<TicketDetail>(path)
        if (!untouched(change, seen, now)) throw new ChangedMeanwhile(now)
        return await http.put<Ticket>(path, change, { ifMatch: now.version })
      }
    })
    release()
    putTicket(client, changed, me)
    void client.invalidateQueries({ queryKey: historyKeys.of(id) })
    void client.invalidateQueries({ queryKey: ticketKeys.counts })
    return changed
  } catch (error) {
    release()
    const now = knownTicket(client, id) ?? before
    const undone = Object.fromEntries(
      Object.keys(foreseen(change, null)).map((name) => [name, before[name as keyof Ticket]]),
    )
    putTicket(client, error instanceof ChangedMeanwhile ? error.ticket : { ...now, ...undone }, me)
    throw error
  }
}

export type ChangeTicket = (seen: Ticket, change: TicketChange, agent?: PersonRef | null) => Promise<boolean>

/** The same with a notice if it fails; answers whether it went through. */
export function useChangeTicket(): ChangeTicket {
  const client = useQueryClient()
  const { user } = useSession()
  const { t } = useTranslation()
  const errorText = useErrorText()
  return useCallback(
    async (seen, change, agent) => {
      const attempt = async (from: Ticket, anyway: boolean): Promise<boolean> => {
        try {
          await changeTicket(client, user.id, from, change, { agent, anyway })
          return true
        } catch (error) {
          if (error instanceof ChangedMeanwhile) {
            const now = error.ticket
            toast.error(t('tickets.changedMeanwhile', { id: seen.id }), {
              duration: 15_000,
              action: { label: t('tickets.changeAnyway'), onClick: () => void attempt(now, true) },
            })
          } else toast.error(t('tickets.notChanged', { id: seen.id }), { description: errorText(error) })
          return false
        }
      }
      return attempt(seen, false)
    },
    [client, user.id, t, errorText],
  )
}
