import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { staffQuery } from '@/features/tickets/queries'
import { useFormat } from '@/hooks/useFormat'
import type { TicketEvent } from '@/services/types'

/** "Axel: status Open → Resolved; assigned to Bea" as one sentence per change, in the reader's language. */
export function useEventTexts(): (event: TicketEvent) => string[] {
  const { t } = useTranslation()
  const format = useFormat()
  const staff = useQuery(staffQuery).data
  const nameOf = (id: unknown) =>
    staff?.find((one) => one.id === id)?.full_name ?? t('history.someone', { id: String(id) })
  const word = (field: string, value: unknown): string => {
    if (field === 'status') return t(`ticket.status.${String(value)}`)
    if (field === 'priority') return t(`ticket.priority.${String(value)}`)
    return t(`ticket.category.${String(value)}`)
  }
  const tagsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])
  const ofChange = (event: TicketEvent, field: string, from: unknown, to: unknown): string[] => {
    if (field === 'assigned_to') {
      if (to === null) return [t('history.unassigned')]
      if (to === event.actor?.id) return [t('history.took')]
      return [t('history.assigned', { name: nameOf(to) })]
    }
    if (field === 'tags') {
      const added = tagsOf(to).filter((tag) => !tagsOf(from).includes(tag))
      const removed = tagsOf(from).filter((tag) => !tagsOf(to).includes(tag))
      return [
        ...(added.length ? [t('history.tagsAdded', { tags: format.list(added) })] : []),
        ...(removed.length ? [t('history.tagsRemoved', { tags: format.list(removed) })] : []),
      ]
    }
    if (field === 'title') return [t('history.title')]
    if (field === 'description') return [t('history.description')]
    if (field === 'status' || field === 'priority' || field === 'category') {
      return [t(`history.${field}`, { from: word(field, from), to: word(field, to) })]
    }
    return []
  }
  return (event) =>
    event.kind === 'deleted'
      ? [t('history.deleted')]
      : Object.entries(event.changes).flatMap(([field, { from, to }]) => ofChange(event, field, from, to))
}
