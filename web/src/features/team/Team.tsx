import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AVAILABILITY_LOOKS } from '@/features/availability/looks'
import { availabilityKeys, teamAvailabilityQuery } from '@/features/availability/queries'
import { useSession } from '@/features/session/context'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { useLive } from '@/hooks/useLive'
import { http } from '@/services/http'
import type { Colleague, Routing } from '@/services/types'
import {
  Avatar,
  Button,
  cn,
  EmptyState,
  Failure,
  Field,
  Input,
  Page,
  RelativeTime,
  Section,
  Select,
  SkeletonRows,
  Switch,
  Table,
  Td,
  Th,
  Tr,
} from '@/ui'
import { toast } from '@/ui/toast'

const ROUTING = '/api/app/settings/routing'
const STRATEGIES = ['off', 'round_robin', 'least_busy'] as const satisfies readonly Routing['strategy'][]
const routingQuery = {
  queryKey: ['routing'] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => http.get<Routing>(ROUTING, undefined, signal),
}

function People({ people }: { people: Colleague[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (people.length === 0) return <EmptyState icon={UsersRound} title={t('team.nobody')} />
  return (
    <Table label={t('nav.team')} className="min-w-xl">
      <thead>
        <tr>
          <Th>{t('team.name')}</Th>
          <Th>{t('availability.title')}</Th>
          <Th>{t('team.since')}</Th>
          <Th numeric>{t('team.capacity')}</Th>
          <Th>{t('team.skills')}</Th>
        </tr>
      </thead>
      <tbody>
        {people.map((one) => {
          const { icon: Icon, tone } = AVAILABILITY_LOOKS[one.state]
          return (
            <Tr key={one.id}>
              <Td>
                <span className="flex max-w-72 items-center gap-2">
                  <Avatar name={one.full_name} size="sm" />
                  <span className="truncate">
                    <bdi>{one.full_name}</bdi>
                  </span>
                </span>
              </Td>
              <Td>
                <span className={cn('inline-flex items-center gap-1.5', tone)}>
                  <Icon className="size-4" aria-hidden />
                  {t(`availability.state.${one.state}`)}
                </span>
              </Td>
              <Td>{one.since ? <RelativeTime value={one.since} plain /> : null}</Td>
              <Td numeric>{format.number(one.capacity)}</Td>
              <Td>
                <bdi>{format.list(one.skills)}</bdi>
              </Td>
            </Tr>
          )
        })}
      </tbody>
    </Table>
  )
}

/** Who gets the next chat: the organisation's choice, for all. */
function RoutingForm({ routing }: { routing: Routing }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const mayChange = useSession().scopes.includes('settings:write')
  const [next, setNext] = useState(routing)
  const [capacity, setCapacity] = useState(String(routing.default_capacity))
  const save = useMutation({
    mutationFn: (wanted: Routing) => http.put<Routing>(ROUTING, wanted),
    onSuccess: (saved) => {
      client.setQueryData(routingQuery.queryKey, saved)
      toast.success(t('team.saved'))
    },
    onError: (error) => toast.error(errorText(error)),
  })
  const wanted = { ...next, default_capacity: Number(capacity) }
  const valid =
    Number.isInteger(wanted.default_capacity) && wanted.default_capacity >= 1 && wanted.default_capacity <= 50
  const changed = JSON.stringify(wanted) !== JSON.stringify(routing)
  return (
    <form
      className="flex max-w-md flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (valid) save.mutate(wanted)
      }}
    >
      <Field label={t('team.strategy')} hint={t(`team.strategyHint.${next.strategy}`)}>
        {(control) => (
          <Select
            {...control}
            value={next.strategy}
            onChange={(strategy) => setNext({ ...next, strategy })}
            options={STRATEGIES.map((value) => ({ value, label: t(`team.strategies.${value}`) }))}
          />
        )}
      </Field>
      <Switch
        checked={next.sticky}
        onChange={(sticky) => setNext({ ...next, sticky })}
        disabled={!mayChange || next.strategy === 'off'}
        label={t('team.sticky')}
        hint={t('team.stickyHint')}
      />
      <Field
        label={t('team.defaultCapacity')}
        hint={t('team.defaultCapacityHint')}
        error={valid ? undefined : t('team.capacityWrong')}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            className="w-24"
            value={capacity}
            onChange={(event) => setCapacity(event.target.value)}
          />
        )}
      </Field>
      {mayChange ? (
        <Button
          type="submit"
          kind="primary"
          className="self-start"
          busy={save.isPending}
          disabled={!valid || !changed}
        >
          {t('team.save')}
        </Button>
      ) : (
        <p className="text-sm text-muted">{t('team.readOnly')}</p>
      )}
    </form>
  )
}

/** Who is there, and how chats find them. */
export function Team() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const team = useQuery(teamAvailabilityQuery)
  const routing = useQuery(routingQuery)
  useLive('availability.changed', (colleague) => {
    client.setQueryData<Colleague[]>(availabilityKeys.team, (old) =>
      old?.map((one) => (one.id === colleague.id ? colleague : one)),
    )
  })
  return (
    <Page className="max-w-5xl">
      <Section title={t('team.now')}>
        {team.data ? (
          <People people={team.data} />
        ) : team.isError ? (
          <Failure error={team.error} onRetry={() => void team.refetch()} />
        ) : (
          <SkeletonRows rows={5} />
        )}
      </Section>
      <Section title={t('team.routing')} hint={t('team.routingHint')}>
        {routing.data ? (
          <RoutingForm key={JSON.stringify(routing.data)} routing={routing.data} />
        ) : routing.isError ? (
          <Failure error={routing.error} onRetry={() => void routing.refetch()} />
        ) : (
          <SkeletonRows rows={3} />
        )}
      </Section>
    </Page>
  )
}
