import { useQuery, useQueryClient } from '@tanstack/react-query'
import { PhoneCall as PhoneIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { SoftphoneBar } from '@/features/softphone/SoftphoneBar'
import { deskQuery, phoneKeys } from '@/features/telephone/queries'
import { isOver } from '@/features/telephone/words'
import { useCommand } from '@/hooks/useCommand'
import { useLive } from '@/hooks/useLive'
import type { CallingDesk } from '@/services/types'
import { Badge, Button, EmptyState, Failure, Kbd, Loading, Skeleton } from '@/ui'
import { type DeskActs, useDeskActs } from './acts'
import { CallBar } from './CallBar'
import { Day } from './Day'
import { LeadCard } from './LeadCard'
import { WrapUpForm } from './WrapUpForm'

/** Where who calls spends the day: the lead, the call, what came of it, and who is next. */
export function Desk() {
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(deskQuery)
  const again = () => void client.invalidateQueries({ queryKey: phoneKeys.desk })
  useLive('call.status', again)
  useLive('lead.assigned', again)
  useLive('availability.changed', again)
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <Waits />
  return <Shown desk={data} />
}

function Waits() {
  return (
    <Loading>
      <div className="flex flex-col gap-4 p-4 md:p-6">
        <Skeleton className="h-10 w-64" />
        <Skeleton className="h-56 w-full" />
      </div>
    </Loading>
  )
}

function Shown({ desk }: { desk: CallingDesk }) {
  const { t } = useTranslation()
  const acts = useDeskActs()
  const call = desk.call && !isOver(desk.call) ? desk.call : null
  const idle = !call && !desk.wrap_up
  useCommand(
    idle && !desk.lead
      ? { id: 'desk.next', label: t('desk.next'), key: 'n', run: () => acts.next.mutate() }
      : null,
  )
  useCommand(
    idle && !desk.lead
      ? {
          id: 'desk.nextAndDial',
          label: t('desk.nextAndDial'),
          key: 'd',
          run: () => acts.nextAndDial.mutate(),
        }
      : null,
  )
  return (
    <div className="flex min-h-full flex-col xl:flex-row">
      <div className="flex min-w-0 flex-1 flex-col gap-6 p-4 md:p-6">
        {desk.simulated ? (
          <p>
            <Badge tone="waiting">{t('desk.simulated')}</Badge>
            <span className="ms-2 text-sm text-muted">{t('desk.simulatedText')}</span>
          </p>
        ) : (
          <SoftphoneBar />
        )}
        {call ? <CallBar call={call} simulated={desk.simulated} acts={acts} /> : null}
        {desk.wrap_up ? (
          <WrapUpForm
            key={desk.wrap_up.call_id}
            wrapUp={desk.wrap_up}
            choices={desk.dispositions}
            acts={acts}
          />
        ) : null}
        {desk.lead ? (
          <LeadCard key={desk.lead.id} lead={desk.lead} script={desk.script} idle={idle} acts={acts} />
        ) : idle ? (
          <NobodyYet desk={desk} acts={acts} />
        ) : null}
      </div>
      <aside className="shrink-0 border-line bg-surface xl:w-80 xl:border-s">
        <Day desk={desk} acts={acts} idle={idle} />
      </aside>
    </div>
  )
}

function NobodyYet({ desk, acts }: { desk: CallingDesk; acts: DeskActs }) {
  const { t } = useTranslation()
  const waits = desk.availability === 'available'
  return (
    <EmptyState
      icon={PhoneIcon}
      title={waits ? t('desk.waiting') : t('desk.idle')}
      action={
        <div className="flex flex-wrap justify-center gap-2">
          <Button
            kind="primary"
            size="lg"
            busy={acts.next.isPending}
            disabled={acts.nextAndDial.isPending}
            onClick={() => acts.next.mutate()}
          >
            {t('desk.next')}
            <Kbd keys="n" />
          </Button>
          <Button
            size="lg"
            busy={acts.nextAndDial.isPending}
            disabled={acts.next.isPending}
            onClick={() => acts.nextAndDial.mutate()}
          >
            {t('desk.nextAndDial')}
            <Kbd keys="d" />
          </Button>
        </div>
      }
    >
      {waits ? t('desk.waitingText') : t('desk.idleText')}
    </EmptyState>
  )
}
