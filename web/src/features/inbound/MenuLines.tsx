import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton, Input, Select } from '@/ui'
import { freeKey, KEYS, type Line } from './menu'
import type { Queue } from './queries'

const DOES = ['queue', 'number', 'callback', 'hang_up', 'opt_out'] as const

/** Which key leads where. */
export function MenuLines({
  lines,
  queues,
  onChange,
}: {
  lines: Line[]
  queues: Queue[]
  onChange: (lines: Line[]) => void
}) {
  const { t } = useTranslation()
  const put = (place: number, change: Partial<Line>) =>
    onChange(lines.map((line, at) => (at === place ? { ...line, ...change } : line)))
  const free = freeKey(lines)
  const first = queues[0]
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{t('inbound.menu.title')}</legend>
      <p className="text-sm text-muted">{t('inbound.menu.hint')}</p>
      {lines.map((line, place) => (
        <div key={line.key} className="flex flex-wrap items-center gap-2">
          <Select
            aria-label={t('inbound.menu.key')}
            className="w-16"
            value={line.key}
            onChange={(key) => put(place, { key })}
            options={KEYS.filter((key) => key === line.key || !lines.some((one) => one.key === key)).map(
              (key) => ({ value: key as string, label: key }),
            )}
          />
          <Select
            aria-label={t('inbound.menu.does', { key: line.key })}
            className="w-44"
            value={line.does}
            onChange={(does) =>
              put(place, { does, what: does === 'queue' ? String(first?.id ?? '') : '', kept: undefined })
            }
            options={[...DOES, ...(line.kept ? (['menu'] as const) : [])].map((value) => ({
              value,
              label: t(`inbound.menu.do.${value}`),
            }))}
          />
          {line.does === 'queue' ? (
            <Select
              aria-label={t('inbound.menu.queueOf', { key: line.key })}
              className="min-w-40 flex-1"
              value={line.what}
              onChange={(what) => put(place, { what })}
              options={queues.map(({ id, name }) => ({ value: String(id), label: name }))}
            />
          ) : line.does === 'number' || line.does === 'hang_up' || line.does === 'opt_out' ? (
            <Input
              aria-label={t(`inbound.menu.do.${line.does}`)}
              className="min-w-40 flex-1"
              dir={line.does === 'number' ? 'ltr' : 'auto'}
              placeholder={line.does === 'number' ? '+12025550100' : t('inbound.menu.goodbye')}
              maxLength={line.does === 'number' ? 20 : 1000}
              value={line.what}
              onChange={(event) => put(place, { what: event.target.value })}
            />
          ) : (
            <span className="flex-1" />
          )}
          <IconButton
            size="sm"
            label={t('inbound.menu.remove', { key: line.key })}
            onClick={() => onChange(lines.filter((_, at) => at !== place))}
          >
            <Trash2 aria-hidden />
          </IconButton>
        </div>
      ))}
      {free && first ? (
        <Button
          className="self-start"
          onClick={() => onChange([...lines, { key: free, does: 'queue', what: String(first.id) }])}
        >
          <Plus aria-hidden />
          {t('inbound.menu.add')}
        </Button>
      ) : null}
    </fieldset>
  )
}
