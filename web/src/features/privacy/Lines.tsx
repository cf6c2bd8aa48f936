import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { StatusPill, Table, Td, Th, Tr } from '@/ui'
import type { Line } from './queries'
import { FATE_TONES } from './state'

/** What goes, what loses its words, what is kept and why. */
export function Lines({ label, lines }: { label: string; lines: Line[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Table label={label} className="min-w-lg">
      <thead>
        <tr>
          <Th>{t('privacy.lines.what')}</Th>
          <Th>{t('privacy.lines.fate')}</Th>
          <Th numeric>{t('privacy.lines.rows')}</Th>
          <Th numeric>{t('privacy.lines.files')}</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Tr key={`${line.domain} ${line.table} ${line.about}`}>
            <Td className="py-1.5">
              <span lang="en">{line.about}</span>
              <span className="block text-sm text-muted" lang="en">
                {line.reason || line.table}
              </span>
            </Td>
            <Td>
              <StatusPill tone={FATE_TONES[line.fate]}>{t(`privacy.fate.${line.fate}`)}</StatusPill>
            </Td>
            <Td numeric>{format.number(line.rows)}</Td>
            <Td numeric>{line.files ? format.number(line.files) : ''}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
