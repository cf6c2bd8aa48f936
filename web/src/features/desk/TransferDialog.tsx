import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { ApiError } from '@/services/errors'
import { http } from '@/services/http'
import type { Answer, PhoneCall } from '@/services/types'
import { Field, FormDialog, InlineFailure, Input, Select, SkeletonRows } from '@/ui'
import { toast } from '@/ui/toast'
import type { DeskActs } from './acts'

type Agent = Answer<'/api/v1/agents/available'>[number]

const NUMBER = 'number'

/** Passes the call on: to a colleague who is free now, or to any number. */
export function TransferDialog({
  call,
  acts,
  onClose,
}: {
  call: PhoneCall
  acts: DeskActs
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { user } = useSession()
  const { data, error } = useQuery({
    queryKey: ['telephone', 'colleagues'],
    queryFn: ({ signal }) => http.get<Agent[]>('/api/v1/agents/available', undefined, signal),
    refetchInterval: 5_000,
  })
  const [chosen, setChosen] = useState<string>()
  const [number, setNumber] = useState('')
  const colleagues = (data ?? []).filter(({ id }) => id !== user.id)
  // Nobody free: a number is what is left.
  const to = chosen ?? String(colleagues[0]?.id ?? NUMBER)
  const name = to === NUMBER ? number.trim() : (colleagues.find(({ id }) => String(id) === to)?.name ?? '')
  const refused = acts.transfer.error
  const wrong = refused instanceof ApiError ? Object.values(refused.fieldErrors())[0] : undefined
  const submit = () =>
    acts.transfer.mutate(
      { call, ...(to === NUMBER ? { to_number: number.trim() } : { to_person: Number(to) }) },
      {
        onSuccess: () => {
          toast.success(t('desk.transferred', { name }))
          onClose()
        },
      },
    )
  return (
    <FormDialog
      title={t('desk.transferTitle', { name: call.lead?.name || call.number })}
      description={t('desk.transferText')}
      action={t('desk.transfer')}
      busy={acts.transfer.isPending}
      disabled={!name}
      onClose={onClose}
      onSubmit={submit}
    >
      {data ? (
        <Field label={t('desk.transferTo')} hint={colleagues.length === 0 ? t('desk.nobodyFree') : undefined}>
          {(control) => (
            <Select
              {...control}
              value={to}
              onChange={setChosen}
              options={[
                ...colleagues.map(({ id, name: label }) => ({ value: String(id), label })),
                { value: NUMBER, label: t('desk.anotherNumber') },
              ]}
            />
          )}
        </Field>
      ) : error ? null : (
        <SkeletonRows rows={1} />
      )}
      {to === NUMBER ? (
        <Field label={t('desk.number')} hint={t('desk.transferNumberHint')} error={wrong}>
          {(control) => (
            <Input
              {...control}
              type="tel"
              autoComplete="off"
              maxLength={40}
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      <InlineFailure error={wrong ? null : (refused ?? error)} />
    </FormDialog>
  )
}
