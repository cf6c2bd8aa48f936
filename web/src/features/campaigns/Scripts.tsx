import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { http } from '@/services/http'
import type { Script } from '@/services/types'
import { Button, ConfirmDialog, cn, Failure, Field, InlineFailure, Input, SkeletonRows, Textarea } from '@/ui'
import { toast } from '@/ui/toast'
import { campaignKeys, scriptsQuery } from './queries'

const SCRIPTS_PATH = '/api/app/scripts'

/** What is said in calls: texts with the lead's fields in them. */
export function Scripts() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(scriptsQuery)
  const [picked, setPicked] = useState<number | 'new' | null>(null)
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={4} />
  const chosen = picked ?? data[0]?.id ?? null
  const script = data.find(({ id }) => id === chosen)
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-2">
        {data.map(({ id, name }) => (
          <Button
            key={id}
            aria-pressed={id === chosen}
            className={cn('max-w-full', id === chosen && 'border-accent bg-accent-soft')}
            onClick={() => setPicked(id)}
          >
            <bdi className="truncate">{name}</bdi>
          </Button>
        ))}
        <Button kind={data.length === 0 ? 'primary' : 'quiet'} onClick={() => setPicked('new')}>
          {t('scripts.add')}
        </Button>
      </div>
      {data.length === 0 && chosen === null ? <p className="text-muted">{t('scripts.none')}</p> : null}
      {script || chosen === 'new' ? (
        <Editor key={chosen} script={script} onSaved={(id) => setPicked(id)} />
      ) : null}
    </div>
  )
}

function Editor({ script, onSaved }: { script?: Script; onSaved: (id: number | null) => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [name, setName] = useState(script?.name ?? '')
  const [asked, setAsked] = useState(false)
  const [body, setBody] = useState(script?.body ?? '')
  const save = useMutation({
    mutationFn: () =>
      script
        ? http.put<Script>(`${SCRIPTS_PATH}/${script.id}`, { name, body })
        : http.post<Script>(SCRIPTS_PATH, { name, body }),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: campaignKeys.scripts })
      toast.success(t('scripts.saved'))
      onSaved(saved.id)
    },
  })
  const remove = useMutation({
    mutationFn: (id: number) => http.delete(`${SCRIPTS_PATH}/${id}`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: campaignKeys.scripts })
      onSaved(null)
    },
  })
  return (
    <form
      className="flex max-w-2xl flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Field label={t('scripts.name')}>
        {(control) => (
          <Input
            {...control}
            dir="auto"
            required
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={t('scripts.body')}
        hint={t('scripts.bodyHint', { name: '{{name}}', field: '{{custom.company}}' })}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={10}
            maxLength={50_000}
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
        )}
      </Field>
      <InlineFailure error={save.error ?? remove.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary" busy={save.isPending} disabled={!name.trim()}>
          {t('scripts.save')}
        </Button>
        {script ? (
          <Button kind="danger" busy={remove.isPending} onClick={() => setAsked(true)}>
            {t('scripts.delete')}
          </Button>
        ) : null}
      </div>
      <ConfirmDialog
        open={asked}
        onOpenChange={setAsked}
        title={t('scripts.delete')}
        description={t('scripts.deleteText', { name: script?.name ?? '' })}
        action={t('scripts.delete')}
        danger
        onConfirm={() => {
          setAsked(false)
          if (script) remove.mutate(script.id)
        }}
      />
    </form>
  )
}
