import { Eye, PenLine } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import type { Watcher } from './presence'

/** Who else looks at it, or writes. */
export function Watchers({ people }: { people: Watcher[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const typing = people.filter((one) => one.typing).map((one) => one.full_name)
  const words = typing.length
    ? t('thread.typing', { count: typing.length, names: format.list(typing) })
    : people.length
      ? t('thread.looking', { count: people.length, names: format.list(people.map((one) => one.full_name)) })
      : ''
  const Icon = typing.length ? PenLine : Eye
  return (
    <div role="status" className="flex min-w-0 items-center gap-1 text-sm text-info empty:hidden">
      {words ? (
        <>
          <Icon className="size-4 shrink-0" aria-hidden />
          <span className="truncate">{words}</span>
        </>
      ) : null}
    </div>
  )
}
