import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { CATEGORIES, type Category, PRIORITIES, type Priority, type Ticket } from '@/services/types'
import { Button, Confidence } from '@/ui'
import { useChangeTicket } from './change'
import { urgencyQuery } from './queries'

const REASONS = [
  'a_wish',
  'asked_for',
  'breach',
  'corrections',
  'danger',
  'due',
  'everybody',
  'no_hurry',
  'production',
  'work_has_stopped',
] as const
type Reason = (typeof REASONS)[number]

const isPriority = (name: string): name is Priority => (PRIORITIES as readonly string[]).includes(name)

/** The priority that the ticket's words ask for, how sure that is, and why. */
export function SuggestedPriority({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const format = useFormat()
  const change = useChangeTicket()
  const unfinished = ticket.status === 'open' || ticket.status === 'in_progress'
  const { data } = useQuery({ ...urgencyQuery(ticket), enabled: unfinished })
  if (!unfinished || !data) return null
  const { priority, confidence, reasons } = data
  // Without a reason there is nothing to tell, and nothing to change for.
  if (!isPriority(priority) || reasons.length === 0) return null
  if (priority === ticket.priority)
    return (
      <p className="text-sm text-muted">
        {t('tickets.urgency.same')} <Confidence value={confidence} />
      </p>
    )
  const told = reasons.map((reason) => {
    const name = reason.replaceAll(' ', '_')
    if ((REASONS as readonly string[]).includes(name)) return t(`tickets.urgency.reason.${name as Reason}`)
    return (CATEGORIES as readonly string[]).includes(name)
      ? t(`ticket.category.${name as Category}`)
      : reason
  })
  return (
    <div className="mb-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <p className="min-w-0 basis-full text-muted [overflow-wrap:anywhere]">
        {t('tickets.urgency.suggested', { priority: t(`ticket.priority.${priority}`) })} (
        <Confidence value={confidence} />
        ), {t('tickets.urgency.because', { reasons: format.list(told) })}
      </p>
      <Button
        size="sm"
        aria-label={`${t('tickets.urgency.apply')}: ${t(`ticket.priority.${priority}`)}`}
        onClick={() => void change(ticket, { priority })}
      >
        {t('tickets.urgency.apply')}
      </Button>
    </div>
  )
}
