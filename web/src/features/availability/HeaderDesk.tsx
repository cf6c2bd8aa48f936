import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Bell, Volume2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { chatCountsQuery } from '@/features/chats/queries'
import { useSession } from '@/features/session/context'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { useLive } from '@/hooks/useLive'
import { useStore } from '@/hooks/useStore'
import { AVAILABILITIES, type Availability, type AvailabilityState } from '@/services/types'
import {
  cn,
  Menu,
  MenuCheckboxItem,
  MenuContent,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
  Tooltip,
} from '@/ui'
import { toast } from '@/ui/toast'
import { AVAILABILITY_LOOKS } from './looks'
import { chime, notify, setWaitingNotice, setWaitingSound, waitingNotice, waitingSound } from './notice'
import { availabilityKeys, ownAvailabilityQuery, setAvailability } from './queries'

function useAvailability() {
  const client = useQueryClient()
  const errorText = useErrorText()
  const own = useQuery(ownAvailabilityQuery).data
  const { user } = useSession()
  // Also from another window, or by the house when one has long been gone.
  useLive('availability.changed', ({ id, state, capacity, skills }) => {
    if (id === user.id) client.setQueryData(availabilityKeys.own, { state, capacity, skills })
  })
  const change = useMutation({
    mutationFn: (state: AvailabilityState) =>
      setAvailability(state, own ?? { state, capacity: 1, skills: [] }),
    onMutate: (state) => {
      const before = client.getQueryData<Availability>(availabilityKeys.own)
      client.setQueryData<Availability>(availabilityKeys.own, (old) => old && { ...old, state })
      return before
    },
    onSuccess: (now) => client.setQueryData(availabilityKeys.own, now),
    onError: (error, _state, before) => {
      client.setQueryData(availabilityKeys.own, before)
      toast.error(errorText(error))
    },
  })
  return { own, change }
}

/** How many wait, as a way to them; a sound and a notice for those who want them. */
function Waiting() {
  const { t } = useTranslation()
  const format = useFormat()
  const navigate = useNavigate()
  const waiting = useQuery(chatCountsQuery).data?.waiting ?? 0
  const open = () => void navigate({ to: '/chats/{-$chatId}', params: {}, search: { view: 'waiting' } })
  useLive('session.waiting', ({ customer }) => {
    if (waitingSound.get()) chime()
    notify(t('availability.waitsTitle'), customer?.full_name ?? '', open)
  })
  const words = waiting > 0 ? t('availability.waiting', { count: waiting }) : ''
  const said = (
    <span role="status" className="sr-only">
      {words}
    </span>
  )
  if (waiting === 0) return said
  return (
    <>
      {said}
      <Tooltip content={words}>
        <button
          type="button"
          aria-label={words}
          onClick={open}
          className="flex h-7 shrink-0 items-center gap-1 rounded-md bg-waiting-soft px-2 text-sm font-medium text-waiting hover:underline pointer-coarse:h-11"
        >
          <Bell className="size-4" aria-hidden />
          <span aria-hidden>{format.number(waiting)}</span>
        </button>
      </Tooltip>
    </>
  )
}

/** Whether one takes chats now, and how many wait. */
export default function HeaderDesk() {
  const { t } = useTranslation()
  const { own, change } = useAvailability()
  const chats = useSession().scopes.includes('chats:read')
  const sound = useStore(waitingSound)
  const notice = useStore(waitingNotice)
  const state = own?.state ?? 'offline'
  const { icon: Icon, tone } = AVAILABILITY_LOOKS[state]
  const askNotice = async (on: boolean) => {
    if (!(await setWaitingNotice(on))) toast.error(t('availability.noticeDenied'))
  }
  return (
    <>
      {chats ? <Waiting /> : null}
      <Menu modal={false}>
        <MenuTrigger
          className="flex h-8 shrink-0 items-center gap-1.5 rounded-md px-1.5 text-sm hover:bg-hover pointer-coarse:h-11"
          disabled={own === undefined}
        >
          <Icon className={cn('size-4', tone)} aria-hidden />
          <span className="sr-only">{t('availability.title')}: </span>
          <span className="max-lg:sr-only">{t(`availability.state.${state}`)}</span>
        </MenuTrigger>
        <MenuContent className="w-64">
          <MenuLabel>{t('availability.title')}</MenuLabel>
          <MenuRadioGroup value={state} onValueChange={(next) => change.mutate(next as AvailabilityState)}>
            {AVAILABILITIES.map((each) => {
              const Look = AVAILABILITY_LOOKS[each]
              return (
                <MenuRadioItem key={each} value={each}>
                  <span className="flex items-center gap-2">
                    <Look.icon className={Look.tone} aria-hidden />
                    {t(`availability.state.${each}`)}
                  </span>
                </MenuRadioItem>
              )
            })}
          </MenuRadioGroup>
          {chats ? (
            <>
              <MenuSeparator />
              <MenuLabel>{t('availability.tellMe')}</MenuLabel>
              <MenuCheckboxItem
                icon={<Volume2 aria-hidden />}
                checked={sound}
                onCheckedChange={setWaitingSound}
              >
                {t('availability.sound')}
              </MenuCheckboxItem>
              <MenuCheckboxItem
                icon={<Bell aria-hidden />}
                checked={notice}
                onCheckedChange={(on) => void askNotice(on)}
              >
                {t('availability.notice')}
              </MenuCheckboxItem>
            </>
          ) : null}
        </MenuContent>
      </Menu>
    </>
  )
}
