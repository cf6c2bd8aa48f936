import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleDashed, Plus, Tag, UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { CATEGORIES, type PersonRef, PRIORITIES, STATUSES, type Ticket } from '@/services/types'
import { Avatar, cn } from '@/ui'
import type { TicketChange } from './change'
import { knownTags } from './known'
import { PRIORITY_LOOKS, STATUS_LOOKS, STATUS_TEXT } from './labels'
import { staffQuery } from './queries'

export const PROPERTIES = ['status', 'priority', 'category', 'assigned_to', 'tags'] as const
export type Property = (typeof PROPERTIES)[number]

export interface Choice {
  value: string
  label: string
  icon?: ReactNode
  hint?: string
  chosen: boolean
  change: TicketChange
  agent?: PersonRef | null
}

function useAssignees(ticket: Ticket): Choice[] {
  const { t } = useTranslation()
  const { user } = useSession()
  const staff = useQuery(staffQuery)
  const others = (staff.data ?? []).filter((one) => one.id !== user.id)
  const choice = (one: PersonRef, hint?: string): Choice => ({
    value: String(one.id),
    label: one.full_name,
    hint,
    icon: <Avatar name={one.full_name} size="sm" />,
    chosen: ticket.assigned_to === one.id,
    change: { assigned_to: one.id },
    agent: { id: one.id, full_name: one.full_name },
  })
  const nobody: Choice = {
    value: 'none',
    label: t('tickets.nobody'),
    icon: <CircleDashed className="size-6 text-muted" strokeWidth={1.25} aria-hidden />,
    chosen: ticket.assigned_to === null,
    change: { assigned_to: null },
    agent: null,
  }
  return [choice(user, t('tickets.you')), nobody, ...others.map((one) => choice(one))]
}

/** What a property may be set to; tags are toggled one by one, and may be new. */
export function useChoices(property: Property, ticket: Ticket, typed: string): Choice[] {
  const { t } = useTranslation()
  const client = useQueryClient()
  const assignees = useAssignees(ticket)
  if (property === 'assigned_to') return assignees
  if (property === 'status') {
    return STATUSES.map((value) => {
      const { icon: Icon, tone } = STATUS_LOOKS[value]
      return {
        value,
        label: t(`ticket.status.${value}`),
        icon: <Icon className={cn('size-4', STATUS_TEXT[tone])} aria-hidden />,
        chosen: ticket.status === value,
        change: { status: value },
      }
    })
  }
  if (property === 'priority') {
    return PRIORITIES.toReversed().map((value) => {
      const { icon: Icon, className } = PRIORITY_LOOKS[value]
      return {
        value,
        label: t(`ticket.priority.${value}`),
        icon: <Icon className={cn('size-4', className)} aria-hidden />,
        chosen: ticket.priority === value,
        change: { priority: value },
      }
    })
  }
  if (property === 'category') {
    return CATEGORIES.map((value) => ({
      value,
      label: t(`ticket.category.${value}`),
      chosen: ticket.category === value,
      change: { category: value },
    }))
  }
  const own: Choice[] = ticket.tags.map((tag) => ({
    value: tag,
    label: tag,
    icon: <Tag className="size-4 text-muted" aria-hidden />,
    chosen: true,
    change: { tags: ticket.tags.filter((one) => one !== tag) },
  }))
  const others: Choice[] = knownTags(client)
    .filter((tag) => !ticket.tags.includes(tag))
    .map((tag) => ({
      value: tag,
      label: tag,
      icon: <Tag className="size-4 text-muted" aria-hidden />,
      chosen: false,
      change: { tags: [...ticket.tags, tag] },
    }))
  const fresh = typed.trim().toLowerCase().slice(0, 40)
  const isNew = fresh && ![...own, ...others].some((one) => one.value === fresh)
  return [
    ...own,
    ...others,
    ...(isNew
      ? [
          {
            value: fresh,
            label: t('tickets.addTag', { tag: fresh }),
            icon: <Plus className="size-4 text-muted" aria-hidden />,
            chosen: false,
            change: { tags: [...ticket.tags, fresh] },
          },
        ]
      : []),
  ]
}

/** A property as one reads it. */
export function PropertyValue({ property, ticket }: { property: Property; ticket: Ticket }) {
  const { t } = useTranslation()
  if (property === 'status') {
    const { icon: Icon, tone } = STATUS_LOOKS[ticket.status]
    return (
      <span className={cn('inline-flex min-w-0 items-center gap-1.5', STATUS_TEXT[tone])}>
        <Icon className="size-4 shrink-0" aria-hidden />
        <span className="truncate">{t(`ticket.status.${ticket.status}`)}</span>
      </span>
    )
  }
  if (property === 'priority') {
    const { icon: Icon, className } = PRIORITY_LOOKS[ticket.priority]
    return (
      <span className="inline-flex min-w-0 items-center gap-1.5">
        <Icon className={cn('size-4 shrink-0', className)} aria-hidden />
        <span className="truncate">{t(`ticket.priority.${ticket.priority}`)}</span>
      </span>
    )
  }
  if (property === 'category')
    return <span className="truncate">{t(`ticket.category.${ticket.category}`)}</span>
  if (property === 'assigned_to') {
    return ticket.agent ? (
      <span className="inline-flex min-w-0 items-center gap-1.5">
        <Avatar name={ticket.agent.full_name} size="sm" className="size-5 text-[0.625rem]" />
        <span className="truncate" dir="auto">
          {ticket.agent.full_name}
        </span>
      </span>
    ) : (
      <span className="inline-flex items-center gap-1.5 text-muted">
        <UserRound className="size-4" aria-hidden />
        {t('tickets.nobody')}
      </span>
    )
  }
  if (ticket.tags.length === 0) return <span className="text-muted">{t('tickets.noTags')}</span>
  return (
    <span className="flex min-w-0 flex-wrap gap-1 py-1">
      {ticket.tags.map((tag) => (
        <span key={tag} className="max-w-full truncate rounded-sm bg-hover px-1.5 text-sm" dir="auto">
          {tag}
        </span>
      ))}
    </span>
  )
}

export function usePropertyName(): (property: Property) => string {
  const { t } = useTranslation()
  return (property) =>
    ({
      status: t('tickets.status'),
      priority: t('tickets.priority'),
      category: t('tickets.category'),
      assigned_to: t('tickets.assignee'),
      tags: t('tickets.tags'),
    })[property]
}
