import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { CallList } from '@/features/telephone/CallList'
import { callbacksQuery, callListQuery } from '@/features/telephone/queries'
import { useFormat } from '@/hooks/useFormat'
import type { CallingDesk } from '@/services/types'
import { Button, PanelPart, RelativeTime, Tile, Tiles } from '@/ui'
import type { DeskActs } from './acts'

/** One's own day: numbers, promised calls, the last calls. */
export function Day({ desk, acts, idle }: { desk: CallingDesk; acts: DeskActs; idle: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { user } = useSession()
  const { today } = desk
  return (
    <>
      <PanelPart title={t('desk.today')}>
        <Tiles label={t('desk.today')} className="md:grid-cols-2">
          <Tile label={t('desk.callsMade')} value={format.number(today.calls)} />
          <Tile
            label={t('desk.answered')}
            value={format.number(today.answered)}
            aside={today.calls > 0 ? format.percent(today.answered / today.calls) : undefined}
          />
          <Tile label={t('desk.talkTime')} value={format.minutes(today.talk_s / 60)} />
          <Tile label={t('desk.rank')} value={t('desk.rankValue', { rank: desk.rank })} />
        </Tiles>
      </PanelPart>
      <PanelPart title={t('desk.promised')}>
        <Promised acts={acts} idle={idle && !desk.lead} />
      </PanelPart>
      <PanelPart title={t('desk.lastCalls')}>
        <CallList query={callListQuery({ agent: user.id })} empty={t('desk.noCalls')} />
      </PanelPart>
    </>
  )
}

function Promised({ acts, idle }: { acts: DeskActs; idle: boolean }) {
  const { t } = useTranslation()
  const { data } = useQuery(callbacksQuery)
  if (!data?.length) return <p className="text-muted">{t('desk.nonePromised')}</p>
  return (
    <ul className="flex flex-col gap-2">
      {data.map((one) => (
        <li key={one.lead.id} className="flex items-center gap-2">
          <span className="flex min-w-0 flex-1 flex-col">
            <span className="truncate">{one.lead.name || one.lead.phone}</span>
            <span className={one.due ? 'text-sm font-medium text-waiting' : 'text-sm text-muted'}>
              <RelativeTime value={one.callback_at} plain />
            </span>
          </span>
          <Button size="sm" disabled={!idle} onClick={() => acts.claim.mutate(one.lead.id)}>
            {t('desk.take')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
