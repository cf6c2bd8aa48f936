import { getRouteApi } from '@tanstack/react-router'
import { Download, FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Days } from '@/features/audit/Days'
import { Entries } from '@/features/audit/Entries'
import { Filters } from '@/features/audit/Filters'
import { AUDIT, type AuditFilters, asQuery } from '@/features/audit/queries'
import { Verification } from '@/features/audit/Verification'
import { apiUrl } from '@/services/http'
import { Button, Page } from '@/ui'

const route = getRouteApi('/app/compliance/audit')

export function AuditPage() {
  const { t } = useTranslation()
  const filters: AuditFilters = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Page className="max-w-6xl gap-6">
      <Verification />
      <div className="flex flex-wrap items-start justify-between gap-2">
        <Filters
          filters={filters}
          onFilters={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
        />
        <span className="flex flex-wrap gap-2">
          <Button asChild>
            <a
              href={apiUrl(`${AUDIT}/report.pdf`, { start_date: filters.from, end_date: filters.until })}
              download
            >
              <FileText aria-hidden />
              {t('audit.report')}
            </a>
          </Button>
          <Button asChild>
            <a href={apiUrl(`${AUDIT}/export`, asQuery(filters))} download>
              <Download aria-hidden />
              {t('audit.export')}
            </a>
          </Button>
        </span>
      </div>
      <Days filters={filters} />
      <Entries filters={filters} />
    </Page>
  )
}
