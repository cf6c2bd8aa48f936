import { useTranslation } from 'react-i18next'
import type { LeadImport } from '@/services/types'
import { Select, Table, Td, Th, Tr } from '@/ui'

const FIELDS = [
  'skip',
  'phone',
  'name',
  'first_name',
  'last_name',
  'email',
  'priority',
  'tags',
  'source',
  'notes',
  'external_id',
  'time_zone',
  'consent_basis',
  'custom',
] as const satisfies readonly LeadImport['mapping'][string][]

/** Each column of the file, two of its values, and the field that it becomes. */
export function Mapping({
  one,
  disabled,
  onChange,
}: {
  one: LeadImport
  disabled: boolean
  onChange: (mapping: LeadImport['mapping']) => void
}) {
  const { t } = useTranslation()
  return (
    <Table label={t('imports.mapping')}>
      <thead>
        <tr>
          <Th>{t('imports.column')}</Th>
          <Th>{t('imports.examples')}</Th>
          <Th>{t('imports.becomes')}</Th>
        </tr>
      </thead>
      <tbody>
        {one.columns.map((column, place) => (
          <Tr key={column}>
            <Td className="max-w-40 truncate font-medium">{column}</Td>
            <Td className="max-w-64 truncate text-muted">
              {one.sample
                .slice(0, 2)
                .map((row) => row[place])
                .filter(Boolean)
                .join(' · ') || '–'}
            </Td>
            <Td>
              <Select
                aria-label={t('imports.fieldOf', { column })}
                className="w-44"
                disabled={disabled}
                value={one.mapping[column]}
                onChange={(field) => onChange({ ...one.mapping, [column]: field })}
                options={FIELDS.map((value) => ({
                  value,
                  label: t(`imports.field.${value}`),
                }))}
              />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
