import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Combobox, Input, Select } from '@/ui'
import { type AuditFilters, actorsQuery, OUTCOMES, type Outcome, wordsQuery } from './queries'
import { useDeeds } from './words'

const ANY = 'any'

export function Filters({
  filters,
  onFilters,
}: {
  filters: AuditFilters
  onFilters: (filters: AuditFilters) => void
}) {
  const { t } = useTranslation()
  const deeds = useDeeds()
  const words = useQuery(wordsQuery).data
  const [typed, setTyped] = useState('')
  const people = useQuery(actorsQuery(typed)).data ?? []
  const set = (some: AuditFilters) => onFilters({ ...filters, ...some })
  const chosen = Object.values(filters).some((value) => value !== undefined)
  const named = people.map(({ id, name }) => ({ value: String(id), label: name }))
  const missing =
    filters.user !== undefined && filters.user > 0 && !people.some((one) => one.id === filters.user)
  return (
    <search aria-label={t('audit.filters')} className="flex flex-wrap items-end gap-2">
      <Combobox
        aria-label={t('audit.person')}
        className="w-48 max-sm:grow"
        value={filters.user === undefined ? ANY : String(filters.user)}
        onChange={(user) => set({ user: user === ANY ? undefined : Number(user) })}
        onSearch={setTyped}
        options={[
          { value: ANY, label: t('audit.anybody') },
          { value: '0', label: t('audit.house') },
          ...(missing ? [{ value: String(filters.user), label: `#${filters.user}` }] : []),
          ...named,
        ]}
      />
      <Combobox
        aria-label={t('audit.action')}
        className="w-40 max-sm:grow"
        value={filters.action ?? ANY}
        onChange={(action) => set({ action: action === ANY ? undefined : action })}
        options={[
          { value: ANY, label: t('audit.anyAction') },
          ...(words?.actions ?? []).map((value) => ({ value, label: deeds.did(value) })),
        ]}
      />
      <Combobox
        aria-label={t('audit.resource')}
        className="w-44 max-sm:grow"
        value={filters.resource ?? ANY}
        onChange={(resource) => set({ resource: resource === ANY ? undefined : resource })}
        options={[
          { value: ANY, label: t('audit.anything') },
          ...(words?.resources ?? []).map((value) => ({ value, label: deeds.thing(value) })),
        ]}
      />
      <Select
        aria-label={t('audit.outcome')}
        className="w-36 max-sm:grow"
        value={filters.outcome ?? ANY}
        onChange={(outcome) => set({ outcome: outcome === ANY ? undefined : (outcome as Outcome) })}
        options={[
          { value: ANY, label: t('audit.anyOutcome') },
          ...OUTCOMES.map((value) => ({ value, label: t(`audit.outcomes.${value}`) })),
        ]}
      />
      <Input
        type="date"
        className="w-36 max-sm:grow"
        aria-label={t('audit.from')}
        value={filters.from ?? ''}
        max={filters.until}
        onChange={(event) => set({ from: event.target.value || undefined })}
      />
      <Input
        type="date"
        className="w-36 max-sm:grow"
        aria-label={t('audit.until')}
        value={filters.until ?? ''}
        min={filters.from}
        onChange={(event) => set({ until: event.target.value || undefined })}
      />
      {chosen ? (
        <Button kind="quiet" onClick={() => onFilters({})}>
          <X aria-hidden />
          {t('audit.clear')}
        </Button>
      ) : null}
    </search>
  )
}
