import { Ear, Headphones, type LucideIcon, MessageSquareLock, PhoneOff, Users } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { phoneState } from '@/features/softphone/state'
import { useStore } from '@/hooks/useStore'
import type { Wallboard } from '@/services/types'
import { Button, cn, Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '@/ui'
import { supervised, WAYS } from './state'
import { useSupervising } from './useSupervising'

type Line = Wallboard['lines'][number]

export const ICONS: Record<(typeof WAYS)[number], LucideIcon> = {
  listen: Ear,
  whisper: MessageSquareLock,
  barge: Users,
}

/** For whoever supervises: a call of somebody else's that is answered. */
export function useMaySupervise(): (line: Line | undefined) => line is Line {
  const { user, scopes } = useSession()
  const may = scopes.includes('calls:supervise') && scopes.includes('calls:write')
  return (line): line is Line =>
    may && line?.status === 'answered' && line.agent_id !== null && line.agent_id !== user.id
}

/** Listen, whisper, barge, stop; or why none of it can be. */
export function SuperviseMenu({ line }: { line: Line }) {
  const { t } = useTranslation()
  const { enter, stop } = useSupervising()
  const why = useId()
  const reason = useReason(line)
  const now = useStore(supervised)
  const phone = useStore(phoneState)
  const way = now?.callId === line.id ? phone.supervising : null
  const agent = line.agent?.full_name ?? ''
  const call = {
    callId: line.id,
    agent,
    party: line.lead?.name || line.number,
    since: line.answered_at ?? line.created_at,
  }
  const Icon = way ? ICONS[way] : Headphones
  return (
    <Menu modal={false}>
      <MenuTrigger asChild>
        <Button
          kind="quiet"
          size="sm"
          busy={enter.isPending}
          aria-label={t('supervising.menu', { name: agent })}
          className={cn(
            // A screen on the wall, without the app around it, is no place to listen.
            'w-7 px-0 in-[:fullscreen]:hidden pointer-coarse:w-11',
            way ? 'bg-info-soft text-info' : reason && 'text-muted',
          )}
        >
          <Icon aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuContent className="w-72" aria-describedby={reason ? why : undefined}>
        {reason ? (
          <p id={why} className="px-2 py-1.5 text-sm text-muted">
            {reason}
          </p>
        ) : null}
        {WAYS.map((each) => {
          const EachIcon = ICONS[each]
          return (
            <MenuItem
              key={each}
              icon={<EachIcon aria-hidden />}
              disabled={reason !== null || way === each}
              onSelect={() => enter.mutate({ call, way: each })}
            >
              {t(`supervising.way.${each}`)}
              <span className="ms-2 text-sm text-muted">{t(`supervising.heardBy.${each}`)}</span>
            </MenuItem>
          )
        })}
        {way ? (
          <>
            <MenuSeparator />
            <MenuItem icon={<PhoneOff aria-hidden />} danger onSelect={() => stop.mutate()}>
              {t('supervising.stop')}
            </MenuItem>
          </>
        ) : null}
      </MenuContent>
    </Menu>
  )
}

/** Why there is nothing to hear; null where there is. */
function useReason(line: Line): string | null {
  const { t } = useTranslation()
  const { callId, supervising } = useStore(phoneState)
  if (line.carrier === 'simulation') return t('supervising.simulated')
  if (!line.has_sound) return t('supervising.noSound')
  return callId !== null && supervising === null ? t('supervising.busy') : null
}
