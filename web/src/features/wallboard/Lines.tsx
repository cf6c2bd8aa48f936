import { PhoneOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { SuperviseMenu, useMaySupervise } from '@/features/supervising/SuperviseMenu'
import { Clock } from '@/features/telephone/Clock'
import { CallStatusPill } from '@/features/telephone/words'
import type { Wallboard } from '@/services/types'
import { Table, Td, Th, Tr } from '@/ui'

const LONG_CALL_S = 15 * 60

/** Every call that is not over: the longest first. */
export function Lines({ lines }: { lines: Wallboard['lines'] }) {
  const { t } = useTranslation()
  const maySupervise = useMaySupervise()
  if (lines.length === 0) {
    return (
      <p className="flex h-24 items-center justify-center gap-2 rounded-md border border-dashed border-line text-muted">
        <PhoneOff className="size-4 shrink-0" aria-hidden />
        {t('wallboard.noLines')}
      </p>
    )
  }
  const sorted = [...lines].sort((a, b) => a.created_at.localeCompare(b.created_at))
  return (
    <Table label={t('wallboard.lines')}>
      <thead>
        <tr>
          <Th>{t('wallboard.state')}</Th>
          <Th numeric>{t('wallboard.for')}</Th>
          <Th>{t('wallboard.lead')}</Th>
          <Th>{t('wallboard.withAgent')}</Th>
          <Th>{t('wallboard.mode')}</Th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((call) => (
          <Tr key={call.id}>
            <Td>
              <CallStatusPill call={call} />
            </Td>
            <Td numeric>
              <Clock
                since={call.answered_at ?? call.ringing_at ?? call.created_at}
                longS={call.answered_at ? LONG_CALL_S : undefined}
              />
            </Td>
            <Td className="max-w-56 truncate">
              {call.lead?.name || call.number}
              {call.lead?.name ? <span className="ms-2 text-sm text-muted">{call.number}</span> : null}
            </Td>
            <Td className="max-w-48">
              <span className="flex items-center gap-1">
                <span className="min-w-0 truncate">{call.agent?.full_name ?? '–'}</span>
                {maySupervise(call) ? <SuperviseMenu line={call} /> : null}
              </span>
            </Td>
            <Td>{t(`telephone.mode.${call.mode}`)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
