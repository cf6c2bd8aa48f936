import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Drop } from '@/features/imports/Drop'
import { History } from '@/features/imports/History'
import { OneImport } from '@/features/imports/OneImport'
import { useImportsLive } from '@/features/imports/queries'
import { Page, Section } from '@/ui'

const route = getRouteApi('/app/imports/{-$importId}')

/** A file of leads: dropped, looked at, tried, brought in. */
export function ImportsPage() {
  const { t } = useTranslation()
  const { importId } = route.useParams()
  const navigate = route.useNavigate()
  useImportsLive(useQueryClient())
  if (importId !== undefined) {
    return (
      <Page>
        <Link
          to="/imports/{-$importId}"
          params={{ importId: undefined }}
          className="flex items-center gap-1 self-start text-accent hover:underline"
        >
          <ArrowLeft className="size-4 rtl:rotate-180" aria-hidden />
          {t('imports.all')}
        </Link>
        <OneImport id={Number(importId)} />
      </Page>
    )
  }
  return (
    <Page>
      <Drop onUploaded={(made) => void navigate({ params: { importId: String(made.id) } })} />
      <Section title={t('imports.history')}>
        <History />
      </Section>
    </Page>
  )
}
