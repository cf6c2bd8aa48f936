import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Checkbox, Failure, Input, SkeletonRows } from '@/ui'
import { catalogueQuery, type Topic } from './queries'

const groupOf = (topic: Topic) => topic.type.split('.')[0] ?? topic.type

function Example({ topic }: { topic: Topic }) {
  const { t } = useTranslation()
  return (
    <details className="ms-6 text-sm">
      <summary className="cursor-pointer text-accent">{t('webhooks.example')}</summary>
      <pre dir="ltr" className="max-h-48 overflow-auto rounded-md bg-hover p-2 text-sm">
        {JSON.stringify(topic.example, null, 2)}
      </pre>
    </details>
  )
}

/** The published events, each with what is sent. */
export function EventPicker({
  chosen,
  onChange,
  error,
}: {
  chosen: string[]
  onChange: (types: string[]) => void
  error?: string
}) {
  const { t } = useTranslation()
  const query = useQuery(catalogueQuery)
  const [filter, setFilter] = useState('')
  const id = useId()
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows rows={5} />
  const shown = query.data.filter((topic) => topic.type.includes(filter.trim().toLowerCase()))
  const groups = [...new Set(shown.map(groupOf))]
  const set = (types: string[], on: boolean) =>
    onChange(on ? [...new Set([...chosen, ...types])] : chosen.filter((one) => !types.includes(one)))
  return (
    <fieldset className="flex flex-col gap-2" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1 font-medium">{t('webhooks.events', { count: chosen.length })}</legend>
      <Input
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
        placeholder={t('webhooks.filter')}
        aria-label={t('webhooks.filter')}
        dir="ltr"
      />
      {error ? (
        <p id={`${id}-error`} className="text-sm text-urgent">
          {error}
        </p>
      ) : null}
      <div className="flex max-h-72 flex-col gap-3 overflow-y-auto rounded-md border border-line p-3">
        {groups.map((group) => {
          const topics = shown.filter((topic) => groupOf(topic) === group)
          const types = topics.map((topic) => topic.type)
          const on = types.filter((one) => chosen.includes(one)).length
          return (
            <div key={group} className="flex flex-col gap-2">
              <Checkbox
                checked={on === 0 ? false : on === types.length ? true : 'indeterminate'}
                onChange={(all) => set(types, all)}
                label={<span className="font-medium">{group}.*</span>}
              />
              {topics.map((topic) => (
                <div key={topic.type} className="ms-6 flex flex-col gap-1">
                  <Checkbox
                    checked={chosen.includes(topic.type)}
                    onChange={(one) => set([topic.type], one)}
                    label={<code>{topic.type}</code>}
                    hint={topic.description}
                  />
                  <Example topic={topic} />
                </div>
              ))}
            </div>
          )
        })}
        {groups.length === 0 ? <p className="text-muted">{t('webhooks.noEvent')}</p> : null}
      </div>
    </fieldset>
  )
}
