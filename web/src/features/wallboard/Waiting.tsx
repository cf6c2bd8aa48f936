import { useTranslation } from 'react-i18next'
import { LeadPriorityMark } from '@/features/leads/words'
import { useFormat } from '@/hooks/useFormat'
import type { LeadPriority, Wallboard } from '@/services/types'
import { Bars } from '@/ui'

/** Who waits for a call, by priority, and how many of them longer than promised. */
export function Waiting({ waiting }: { waiting: Wallboard['queue']['by_priority'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const all = waiting.reduce((sum, each) => sum + each.waiting, 0)
  const overdue = waiting.reduce((sum, each) => sum + each.overdue, 0)
  const title = !all
    ? t('wallboard.queue')
    : overdue
      ? t('wallboard.waitingOverdue', {
          count: overdue,
          number: format.number(overdue),
          all: format.number(all),
        })
      : t('wallboard.waitingInTime', { count: all, number: format.number(all) })
  return (
    <Bars
      title={title}
      columns={[t('wallboard.priority'), t('wallboard.waiting'), t('wallboard.overdueColumn')]}
      empty={t('wallboard.nothingWaits')}
      bars={waiting.map((each) => ({
        key: each.priority,
        label: <LeadPriorityMark priority={each.priority as LeadPriority} />,
        value: each.waiting,
        text: `${format.number(each.waiting)}${each.more ? '+' : ''}`,
        aside: each.overdue ? t('wallboard.overdue', { count: each.overdue }) : undefined,
        tone: each.overdue ? 'waiting' : 'accent',
      }))}
    />
  )
}
