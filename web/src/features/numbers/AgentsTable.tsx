import { ArrowDown, ArrowUp, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import type { AgentPerformance } from '@/services/types'
import { Avatar, cn, EmptyState, Table, Td } from '@/ui'
import { SORTS, type Sort, share, sorted } from './findings'

/** Nothing happened yet isn't "in no time". */
export function Minutes({ value }: { value: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (value > 0) return <>{format.minutes(value)}</>
  return (
    <span className="text-muted">
      <span aria-hidden>–</span>
      <span className="sr-only">{t('numbers.noneYet')}</span>
    </span>
  )
}

export function AgentsTable({
  agents,
  chosen,
  onChoose,
}: {
  agents: AgentPerformance[]
  chosen?: number
  onChoose: (id: number | undefined) => void
}) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const [by, setBy] = useState<Sort>('assigned')
  const [reversed, setReversed] = useState(false)
  if (agents.length === 0)
    return <EmptyState title={t('numbers.noAgents')}>{t('numbers.noAgentsText')}</EmptyState>
  const downwards = by === 'assigned' || by === 'open' || by === 'resolved'
  return (
    <Table label={t('numbers.agents')} className="min-w-2xl">
      <thead>
        <tr>
          {SORTS.map((sort) => (
            <th
              key={sort}
              scope="col"
              aria-sort={by === sort ? (downwards === reversed ? 'ascending' : 'descending') : undefined}
              className={cn(
                'h-8 border-b border-line px-2 text-sm font-medium whitespace-nowrap text-muted',
                sort === 'name' ? 'text-start' : 'text-end',
              )}
            >
              <button
                type="button"
                className="inline-flex items-center gap-1 rounded-sm hover:text-fg pointer-coarse:min-h-6"
                onClick={() => {
                  setReversed(by === sort && !reversed)
                  setBy(sort)
                }}
              >
                {t(`numbers.column.${sort}`)}
                {by === sort ? (
                  downwards === reversed ? (
                    <ArrowUp className="size-3.5" aria-hidden />
                  ) : (
                    <ArrowDown className="size-3.5" aria-hidden />
                  )
                ) : null}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sorted(agents, by, reversed, i18n.language).map((row) => {
          const open = row.agent.id === chosen
          const part = share(row.resolved, row.assigned)
          return (
            <tr key={row.agent.id} className={cn('hover:bg-hover', open && 'bg-selected hover:bg-selected')}>
              <th scope="row" className="h-10 border-b border-line px-2 text-start font-normal">
                <button
                  type="button"
                  data-row
                  aria-expanded={open}
                  onClick={() => onChoose(open ? undefined : row.agent.id)}
                  className="flex max-w-96 items-center gap-2 rounded-sm pointer-coarse:min-h-11"
                >
                  <ChevronRight
                    className={cn(
                      'size-4 shrink-0 text-muted transition-transform rtl:-scale-x-100',
                      open && 'rotate-90',
                    )}
                    aria-hidden
                  />
                  <Avatar name={row.agent.full_name} size="sm" />
                  <span className="truncate" dir="auto">
                    {row.agent.full_name}
                  </span>
                </button>
              </th>
              <Td numeric>{format.number(row.assigned)}</Td>
              <Td numeric>{format.number(row.open)}</Td>
              <Td numeric>
                {format.number(row.resolved)}
                {part === null ? null : (
                  <span className="ms-1.5 text-sm text-muted">{format.percent(part)}</span>
                )}
              </Td>
              <Td numeric>
                <Minutes value={row.avg_response_time_minutes} />
              </Td>
              <Td numeric>
                <Minutes value={row.avg_resolution_time_minutes} />
              </Td>
            </tr>
          )
        })}
      </tbody>
    </Table>
  )
}
