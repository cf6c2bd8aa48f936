import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { dayOf } from '@/features/call-reports/range'
import { staffQuery } from '@/features/tickets/queries'
import { serverNow } from '@/services/clock'
import type { Campaign } from '@/services/types'
import { Button, Field, Input, Select } from '@/ui'
import type { CallLogSearch } from './search'

const ANY = 'any'
const STATUSES = ['completed', 'answered', 'no-answer', 'busy', 'failed'] as const
const DIRECTIONS = ['out', 'in'] as const

/** What narrows the log. Every choice stands in the address, so that a link shows the same. */
export function Filters({
  search,
  onSearch,
  campaigns,
}: {
  search: CallLogSearch
  onSearch: (search: CallLogSearch) => void
  campaigns: Campaign[]
}) {
  const { t } = useTranslation()
  const { data: staff } = useQuery(staffQuery)
  const choice = (
    name: 'status' | 'direction' | 'agent' | 'campaign',
    label: string,
    options: { value: string; label: string }[],
  ) => (
    <Select
      aria-label={label}
      className="w-44 max-sm:w-[calc(50%-0.25rem)]"
      value={search[name] === undefined ? ANY : String(search[name])}
      onChange={(next) => onSearch({ ...search, [name]: next === ANY ? undefined : next })}
      options={[{ value: ANY, label }, ...options]}
    />
  )
  const day = (name: 'since' | 'until', label: string) => (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          type="date"
          value={search[name] ?? ''}
          max={dayOf(serverNow())}
          onChange={(event) => onSearch({ ...search, [name]: event.target.value || undefined })}
        />
      )}
    </Field>
  )
  const filtered = Object.values(search).some((value) => value !== undefined)
  return (
    <div className="flex flex-wrap items-end gap-2">
      {day('since', t('callReports.from'))}
      {day('until', t('callReports.to'))}
      {choice(
        'status',
        t('callLog.anyState'),
        STATUSES.map((value) => ({ value, label: t(`telephone.status.${value}`) })),
      )}
      {choice(
        'direction',
        t('callLog.anyDirection'),
        DIRECTIONS.map((value) => ({ value, label: t(`callLog.direction.${value}`) })),
      )}
      {choice(
        'agent',
        t('callLog.anybody'),
        (staff ?? []).map(({ id, full_name }) => ({ value: String(id), label: full_name })),
      )}
      {campaigns.length > 0
        ? choice(
            'campaign',
            t('leads.anyCampaign'),
            campaigns.map(({ id, name }) => ({ value: String(id), label: name })),
          )
        : null}
      {filtered ? (
        <Button kind="quiet" onClick={() => onSearch({})}>
          {t('callLog.all')}
        </Button>
      ) : null}
    </div>
  )
}
