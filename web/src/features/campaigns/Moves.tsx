import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CalendarClock, Pause, Play, Square } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { serverNow } from '@/services/clock'
import type { Campaign } from '@/services/types'
import { Button, ConfirmDialog, Dialog, Field, InlineFailure, Input } from '@/ui'
import { toast } from '@/ui/toast'
import { changeCampaign, moveCampaign, scheduleCampaign } from './acts'
import { StartDialog } from './StartDialog'

/** Where it may go from here; the server has the same table. */
const MOVES: Record<Campaign['status'], readonly ('start' | 'schedule' | 'draft' | 'pause' | 'end')[]> = {
  draft: ['start', 'schedule'],
  scheduled: ['start', 'schedule', 'draft'],
  running: ['pause', 'end'],
  paused: ['start', 'end'],
  completed: [],
}

export function Moves({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const [asked, setAsked] = useState<'start' | 'schedule' | 'end' | null>(null)
  const close = () => setAsked(null)
  const refused = (error: Error) => toast.error(t('campaigns.notDone'), { description: errorText(error) })
  const pause = useMutation({
    mutationFn: () => moveCampaign(client, campaign.id, 'pause'),
    onSuccess: () => toast.success(t('campaigns.paused', { name: campaign.name })),
    onError: refused,
  })
  const end = useMutation({
    mutationFn: () => moveCampaign(client, campaign.id, 'end'),
    onSuccess: close,
    onError: refused,
  })
  const draft = useMutation({
    mutationFn: () => changeCampaign(client, campaign, { status: 'draft' }),
    onError: refused,
  })
  const may = MOVES[campaign.status]
  return (
    <div className="flex flex-wrap gap-2 empty:hidden">
      {may.includes('start') ? (
        <Button kind="primary" onClick={() => setAsked('start')}>
          <Play aria-hidden />
          {t(campaign.status === 'paused' ? 'campaigns.resume' : 'campaigns.start')}
        </Button>
      ) : null}
      {may.includes('pause') ? (
        <Button busy={pause.isPending} onClick={() => pause.mutate()}>
          <Pause aria-hidden />
          {t('campaigns.pause')}
        </Button>
      ) : null}
      {may.includes('schedule') ? (
        <Button onClick={() => setAsked('schedule')}>
          <CalendarClock aria-hidden />
          {t('campaigns.schedule')}
        </Button>
      ) : null}
      {may.includes('draft') ? (
        <Button kind="quiet" busy={draft.isPending} onClick={() => draft.mutate()}>
          {t('campaigns.unschedule')}
        </Button>
      ) : null}
      {may.includes('end') ? (
        <Button kind="danger" onClick={() => setAsked('end')}>
          <Square aria-hidden />
          {t('campaigns.end')}
        </Button>
      ) : null}
      {asked === 'start' ? <StartDialog campaign={campaign} onClose={close} /> : null}
      {asked === 'schedule' ? <ScheduleDialog campaign={campaign} onClose={close} /> : null}
      <ConfirmDialog
        open={asked === 'end'}
        onOpenChange={close}
        title={t('campaigns.endTitle', { name: campaign.name })}
        description={t('campaigns.endText')}
        action={t('campaigns.end')}
        danger
        busy={end.isPending}
        onConfirm={() => end.mutate()}
      />
    </div>
  )
}

/** The browser's field knows local time without a zone. */
const local = (time: number) => {
  const date = new Date(time)
  return new Date(time - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

function ScheduleDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [at, setAt] = useState(() =>
    local(campaign.scheduled_at ? Date.parse(campaign.scheduled_at) : serverNow() + 3_600_000),
  )
  const schedule = useMutation({
    mutationFn: () => scheduleCampaign(client, campaign.id, new Date(at)),
    onSuccess: onClose,
  })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('campaigns.scheduleTitle', { name: campaign.name })}
      description={t('campaigns.scheduleText')}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" disabled={!at} busy={schedule.isPending} onClick={() => schedule.mutate()}>
            {t('campaigns.schedule')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label={t('campaigns.startsAt')}>
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              value={at}
              onChange={(event) => setAt(event.target.value)}
            />
          )}
        </Field>
        <InlineFailure error={schedule.error} />
      </div>
    </Dialog>
  )
}
