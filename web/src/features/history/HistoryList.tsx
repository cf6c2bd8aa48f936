import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '@/services/types'
import { Button, InlineFailure, Loading, RelativeTime, Skeleton } from '@/ui'
import { useEventTexts } from './EventText'
import { historyQuery } from './queries'

function Entry({ name, texts, at }: { name: string; texts: string[]; at: string }) {
  const { t } = useTranslation()
  return (
    <li className="text-sm">
      <span className="font-medium" dir="auto">
        {t('history.who', { name })}
      </span>{' '}
      <span className="text-muted">{texts.join(' · ')}</span>{' '}
      <span className="text-muted">
        · <RelativeTime value={at} plain />
      </span>
    </li>
  )
}

/** Everything that was done to a ticket, newest first. */
export function HistoryList({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const history = useQuery(historyQuery(ticket.id))
  const texts = useEventTexts()
  if (history.isPending) {
    return (
      <Loading className="flex flex-col gap-2">
        <Skeleton className="w-full" />
        <Skeleton className="w-3/4" />
      </Loading>
    )
  }
  if (!history.data) {
    return (
      <div className="flex flex-col items-start gap-2">
        <InlineFailure error={history.error} />
        <Button size="sm" onClick={() => void history.refetch()}>
          {t('ui.retry')}
        </Button>
      </div>
    )
  }
  return (
    <ol className="flex flex-col gap-2">
      {history.data.toReversed().map((event) => (
        <Entry
          key={event.id}
          name={event.actor?.full_name || t('history.system')}
          texts={texts(event)}
          at={event.at}
        />
      ))}
      <Entry name={ticket.customer.full_name} texts={[t('history.created')]} at={ticket.created_at} />
    </ol>
  )
}
