import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { http } from '@/services/http'
import type { Disposition } from '@/services/types'
import {
  Button,
  ConfirmDialog,
  Failure,
  IconButton,
  InlineFailure,
  Input,
  Kbd,
  Select,
  SkeletonRows,
} from '@/ui'

const PATH = '/api/app/dispositions'
const KEY = ['dispositions'] as const
const MEANS = [
  'won',
  'lost',
  'callback',
  'do_not_call',
  'retry',
  'neutral',
] as const satisfies readonly Disposition['means'][]

/** What one may choose after a call, and what it does to the lead. */
export function Outcomes() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => http.get<Disposition[]>(PATH, undefined, signal),
  })
  const again = () => client.invalidateQueries({ queryKey: KEY })
  const [asked, setAsked] = useState<Disposition | null>(null)
  const change = useMutation({
    mutationFn: ({ id, ...to }: { id: number; means: Disposition['means'] }) => http.put(`${PATH}/${id}`, to),
    onSettled: again,
  })
  const remove = useMutation({
    mutationFn: (id: number) => http.delete(`${PATH}/${id}`),
    onSettled: again,
  })
  const options = MEANS.map((value) => ({ value, label: t(`outcomes.means.${value}`) }))
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={6} />
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      <ul className="flex flex-col">
        {data.map((one) => (
          <li key={one.id} className="flex items-center gap-2 border-b border-line py-1.5">
            <span className="w-8 shrink-0">{one.key ? <Kbd keys={one.key} /> : null}</span>
            <bdi className="min-w-0 flex-1 break-words">{one.label}</bdi>
            <Select
              aria-label={t('outcomes.meansOf', { label: one.label })}
              className="w-40 shrink-0 max-sm:w-32"
              value={one.means}
              onChange={(means) => change.mutate({ id: one.id, means })}
              options={options}
            />
            <IconButton label={t('outcomes.delete', { label: one.label })} onClick={() => setAsked(one)}>
              <Trash2 aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <InlineFailure error={change.error ?? remove.error} />
      <Add options={options} onAdded={again} />
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={t('outcomes.delete', { label: asked?.label ?? '' })}
        description={t('outcomes.deleteText')}
        action={t('leads.delete')}
        danger
        onConfirm={() => {
          if (asked) remove.mutate(asked.id)
          setAsked(null)
        }}
      />
    </div>
  )
}

function Add({
  options,
  onAdded,
}: {
  options: { value: Disposition['means']; label: string }[]
  onAdded: () => Promise<void>
}) {
  const { t } = useTranslation()
  const [label, setLabel] = useState('')
  const [key, setKey] = useState('')
  const [means, setMeans] = useState<Disposition['means']>('neutral')
  const add = useMutation({
    mutationFn: () => http.post(PATH, { label, means, key: key || null }),
    onSuccess: async () => {
      setLabel('')
      setKey('')
      await onAdded()
    },
  })
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate()
      }}
    >
      <Input
        aria-label={t('outcomes.label')}
        placeholder={t('outcomes.label')}
        className="min-w-40 flex-1"
        dir="auto"
        required
        maxLength={100}
        value={label}
        onChange={(event) => setLabel(event.target.value)}
      />
      <Input
        aria-label={t('outcomes.key')}
        placeholder={t('outcomes.key')}
        className="w-24"
        maxLength={1}
        value={key}
        onChange={(event) => setKey(event.target.value)}
      />
      <Select
        aria-label={t('outcomes.meansLabel')}
        className="w-40"
        value={means}
        onChange={setMeans}
        options={options}
      />
      <Button type="submit" busy={add.isPending} disabled={!label.trim()}>
        {t('outcomes.add')}
      </Button>
      <div className="basis-full">
        <InlineFailure error={add.error} />
      </div>
    </form>
  )
}
