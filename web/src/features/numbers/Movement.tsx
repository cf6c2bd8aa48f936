import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CheckCircle2, CirclePlus, MessageSquare, PencilLine, UserRound } from 'lucide-react'
import { useEffect, useReducer, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '@/hooks/useLive'
import { http } from '@/services/http'
import type { Ticket } from '@/services/types'
import { EmptyState, Failure, RelativeTime, SkeletonRows } from '@/ui'
import { type Move, movement } from './moves'
import { numbersKeys } from './queries'

const ICONS = {
  created: CirclePlus,
  changed: PencilLine,
  assigned: UserRound,
  resolved: CheckCircle2,
  said: MessageSquare,
}

/** Sums change with nearly every event: they are asked for again, at most every two seconds. */
export function useNumbersLive(): void {
  const client = useQueryClient()
  const pending = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(pending.current), [])
  const recount = () => {
    pending.current ??= setTimeout(() => {
      pending.current = undefined
      void client.invalidateQueries({ queryKey: numbersKeys.all })
    }, 2000)
  }
  useLive('ticket.created', recount)
  useLive('ticket.updated', recount)
  useLive('ticket.deleted', recount)
  useLive('message.created', recount)
}

const latestQuery = {
  queryKey: ['numbers-latest'],
  queryFn: ({ signal }: { signal: AbortSignal }) => http.get<Ticket[]>('/api/tickets', { limit: 12 }, signal),
}

/** What happens to tickets, newest first, as it happens. */
export function Movement() {
  const { t } = useTranslation()
  const latest = useQuery(latestQuery)
  const [state, tell] = useReducer(movement, { moves: [], known: new Map<number, Ticket>() })
  const { data } = latest
  useEffect(() => {
    if (data) tell({ kind: 'latest', tickets: data })
  }, [data])
  useLive('ticket.created', (ticket, at) => tell({ kind: 'ticket', ticket, at }))
  useLive('ticket.updated', (ticket, at) => tell({ kind: 'ticket', ticket, at }))
  useLive('message.created', ({ message }) => tell({ kind: 'message', message }))

  if (latest.isPending) return <SkeletonRows rows={5} />
  if (latest.isError && state.moves.length === 0)
    return <Failure error={latest.error} onRetry={() => void latest.refetch()} />
  if (state.moves.length === 0)
    return <EmptyState title={t('numbers.quiet')}>{t('numbers.quietText')}</EmptyState>
  return (
    <ol aria-label={t('numbers.movement')} className="flex flex-col">
      {state.moves.map((move) => (
        <Line key={move.key} move={move} />
      ))}
    </ol>
  )
}

function Line({ move }: { move: Move }) {
  const { t } = useTranslation()
  const Icon = ICONS[move.kind]
  return (
    <li className="flex min-h-11 animate-appear items-start gap-2.5 border-b border-line py-2 last:border-b-0">
      <Icon className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
      <span className="min-w-0 flex-1">
        <span className="block text-sm text-muted">
          {t(`numbers.move.${move.kind}`, { id: move.ticketId, name: move.name ?? '' })}
        </span>
        <Link
          to="/tickets/{-$ticketId}"
          params={{ ticketId: String(move.ticketId) }}
          className="line-clamp-1 break-all hover:underline"
        >
          {/* Isolated: it stands where the page's lines begin, whatever script it is in. */}
          <bdi>{move.title ?? t('numbers.ticket', { id: move.ticketId })}</bdi>
        </Link>
      </span>
      <span className="shrink-0 text-sm text-muted">
        <RelativeTime plain value={move.at} />
      </span>
    </li>
  )
}
