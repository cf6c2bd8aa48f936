import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { teamAvailabilityQuery } from '@/features/availability/queries'
import { Button, Combobox, Field, InlineFailure, Input, Section, Select } from '@/ui'
import { toast } from '@/ui/toast'
import { badgesQuery, giveBadge, movePoints } from './queries'

const WAYS = ['award', 'revoke'] as const

/** Points and badges for what no rule sees, each with a reason that the person reads. */
export function ByHand() {
  const { t } = useTranslation()
  const { data: people = [] } = useQuery(teamAvailabilityQuery)
  const [person, setPerson] = useState<string>()
  const options = people.map((one) => ({ value: String(one.id), label: one.full_name }))
  return (
    <Section title={t('gameSettings.tabs.hand')} hint={t('gameSettings.hint.hand')}>
      <div className="flex max-w-md flex-col gap-6">
        <Field label={t('gameSettings.person')}>
          {(control) => (
            <Combobox
              {...control}
              value={person}
              onChange={setPerson}
              options={options}
              placeholder={t('gameSettings.choose')}
            />
          )}
        </Field>
        <PointsForm person={person} />
        <BadgeForm person={person} />
      </div>
    </Section>
  )
}

function PointsForm({ person }: { person: string | undefined }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [way, setWay] = useState<(typeof WAYS)[number]>('award')
  const [points, setPoints] = useState('')
  const [reason, setReason] = useState('')
  const move = useMutation({
    mutationFn: () =>
      movePoints(client, way, { user_id: Number(person), points: Number(points), reason: reason.trim() }),
    onSuccess: () => {
      toast.success(t('gameSettings.done'))
      setPoints('')
      setReason('')
    },
  })
  const ready = person !== undefined && /^[1-9]\d{0,5}$/.test(points.trim()) && reason.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) move.mutate()
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('gameSettings.way')}>
          {(control) => (
            <Select
              {...control}
              value={way}
              onChange={setWay}
              options={WAYS.map((each) => ({ value: each, label: t(`gameSettings.ways.${each}`) }))}
            />
          )}
        </Field>
        <Field label={t('games.points')}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              maxLength={6}
              value={points}
              onChange={(event) => setPoints(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Field label={t('games.reason')}>
        {(control) => (
          <Input
            {...control}
            dir="auto"
            autoComplete="off"
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <InlineFailure error={move.error} />
      <Button type="submit" kind="primary" className="self-start" disabled={!ready} busy={move.isPending}>
        {t(`gameSettings.ways.${way}`)}
      </Button>
    </form>
  )
}

function BadgeForm({ person }: { person: string | undefined }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { data: badges = [] } = useQuery(badgesQuery)
  const [badge, setBadge] = useState<string>()
  const give = useMutation({
    mutationFn: () => giveBadge(client, Number(person), Number(badge)),
    onSuccess: () => toast.success(t('gameSettings.done')),
  })
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-5">
      <Field label={t('gameSettings.badge')}>
        {(control) => (
          <Select
            {...control}
            value={badge}
            onChange={setBadge}
            placeholder={t('gameSettings.choose')}
            options={badges.map((one) => ({ value: String(one.id), label: one.name }))}
          />
        )}
      </Field>
      <InlineFailure error={give.error} />
      <Button
        className="self-start"
        disabled={person === undefined || badge === undefined}
        busy={give.isPending}
        onClick={() => give.mutate()}
      >
        {t('gameSettings.giveBadge')}
      </Button>
    </div>
  )
}
