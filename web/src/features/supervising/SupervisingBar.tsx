import { Mic, MicOff, PhoneOff } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { mutePhone } from '@/features/softphone/phone'
import { phoneState } from '@/features/softphone/state'
import { Clock } from '@/features/telephone/Clock'
import { useCommand } from '@/hooks/useCommand'
import { useStore } from '@/hooks/useStore'
import { Button, IconButton, StatusPill } from '@/ui'
import { toast } from '@/ui/toast'
import { itIsOver } from './acts'
import { ICONS } from './SuperviseMenu'
import { type Supervised, WAYS } from './state'
import { useSupervising } from './useSupervising'

/** Whose call one is in, by whom one is heard there, and the way out. It goes with the call. */
export default function SupervisingBar({ now }: { now: Supervised }) {
  const { t } = useTranslation()
  const { enter, stop } = useSupervising()
  const { supervising: way, connection, muted, silent } = useStore(phoneState)
  const over = way === null
  useEffect(() => {
    if (over && itIsOver()) toast.info(t('supervising.ended', { name: now.agent }))
  }, [over, now.agent, t])
  const speaks = way === 'whisper' || way === 'barge'
  const group = t('supervising.title')
  useCommand(
    speaks
      ? {
          id: 'supervising.mute',
          group,
          label: muted ? t('softphone.unmute') : t('softphone.mute'),
          key: 'm',
          run: () => mutePhone(!muted),
        }
      : null,
  )
  useCommand({ id: 'supervising.stop', group, label: t('supervising.stop'), run: () => stop.mutate() })
  if (!way) return null
  const Icon = ICONS[way]
  return (
    <section
      aria-label={group}
      className="flex flex-wrap items-center gap-x-2 gap-y-2 md:gap-x-3 border-b border-line bg-info-soft px-4 py-2 md:px-6"
    >
      <p role="status" className="flex min-w-0 flex-1 basis-64 items-center gap-2">
        <Icon className="size-4 shrink-0 text-info" aria-hidden />
        <span className="min-w-0">
          <span className="font-medium">
            {t(`supervising.now.${way}`, { agent: now.agent, party: now.party })}
          </span>{' '}
          <span className="text-sm max-md:block md:ms-1">
            {muted && speaks ? t('softphone.muted') : t(`supervising.heardBy.${way}`)}
          </span>
        </span>
      </p>
      {connection === 'connected' ? null : (
        <StatusPill tone="urgent">{t('softphone.connection.lost')}</StatusPill>
      )}
      {silent && speaks ? <span className="text-sm text-urgent">{t('softphone.silent')}</span> : null}
      <Clock since={now.since} className="text-sm" />
      <fieldset className="flex gap-1">
        <legend className="sr-only">{t('supervising.how')}</legend>
        {WAYS.map((each) => (
          <Button
            key={each}
            size="sm"
            kind={way === each ? 'primary' : 'secondary'}
            aria-pressed={way === each}
            disabled={enter.isPending}
            onClick={() => way !== each && enter.mutate({ call: now, way: each })}
          >
            {t(`supervising.way.${each}`)}
          </Button>
        ))}
      </fieldset>
      {speaks ? (
        <IconButton
          size="sm"
          shortcut="m"
          label={muted ? t('softphone.unmute') : t('softphone.mute')}
          aria-pressed={muted}
          onClick={() => mutePhone(!muted)}
        >
          {muted ? <MicOff aria-hidden /> : <Mic aria-hidden />}
        </IconButton>
      ) : null}
      <Button size="sm" kind="danger" busy={stop.isPending} onClick={() => stop.mutate()}>
        <PhoneOff aria-hidden />
        {t('supervising.stop')}
      </Button>
    </section>
  )
}
