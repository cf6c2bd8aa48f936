import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DuplicateGroups } from '@/features/leads/DuplicateGroups'
import { BY } from '@/features/leads/duplicates'
import { Page, TabPanel, Tabs } from '@/ui'

const route = getRouteApi('/app/duplicates')

/** One person, several leads: they become one. */
export function DuplicatesPage() {
  const { t } = useTranslation()
  const { by = 'email' } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Page className="gap-4">
      <p className="max-w-[72ch] text-muted">{t('duplicates.hint')}</p>
      <Tabs
        label={t('duplicates.by')}
        value={by}
        onChange={(next) => void navigate({ search: { by: next }, replace: true })}
        tabs={BY.map((value) => ({ value, label: t(`duplicates.shared.${value}`) }))}
      >
        {BY.map((value) => (
          <TabPanel key={value} value={value}>
            <div className="flex flex-col gap-4">
              <DuplicateGroups by={value} />
            </div>
          </TabPanel>
        ))}
      </Tabs>
    </Page>
  )
}
