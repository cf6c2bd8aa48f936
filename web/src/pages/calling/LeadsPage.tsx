import { getRouteApi, Link } from '@tanstack/react-router'
import { Combine, ContactRound, Download, FileUp, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BulkBar } from '@/features/leads/BulkBar'
import { FilterChips, FilterRow, Words } from '@/features/leads/FilterRow'
import { LeadForm } from '@/features/leads/LeadForm'
import { LeadList } from '@/features/leads/LeadList'
import { LeadPanel } from '@/features/leads/LeadPanel'
import { useLeadsLive } from '@/features/leads/live'
import { LEADS_PATH, type LeadFilters } from '@/features/leads/queries'
import { useSession } from '@/features/session/context'
import { useCommand } from '@/hooks/useCommand'
import { useIsNarrow } from '@/hooks/useMediaQuery'
import { apiUrl } from '@/services/http'
import { Button, cn, EmptyState, IconButton } from '@/ui'

const route = getRouteApi('/app/leads/{-$leadId}')
const NONE: ReadonlySet<number> = new Set()

/** The list, and beside it a lead, or a new one; on a narrow screen one or the other. */
export function LeadsPage() {
  const { t } = useTranslation()
  const { scopes } = useSession()
  const filters = route.useSearch()
  const { leadId } = route.useParams()
  const navigate = route.useNavigate()
  const narrow = useIsNarrow()
  const [chosen, setChosen] = useState(NONE)
  useLeadsLive()
  const administers = scopes.includes('leads:manage')
  const mayAdd = scopes.includes('leads:write')
  const adding = leadId === 'new'
  const beside = leadId !== undefined
  const open = (id: string | undefined) =>
    void navigate({ params: { leadId: id }, search: (old: LeadFilters) => old })
  const narrowTo = (search: LeadFilters) => void navigate({ search, replace: true })
  useCommand(
    mayAdd
      ? { id: 'leads.add', group: t('nav.leads'), label: t('leads.add'), key: 'c', run: () => open('new') }
      : null,
  )
  const toggle = (id: number) =>
    setChosen((old) => {
      const next = new Set(old)
      if (!next.delete(id)) next.add(id)
      return next
    })
  return (
    <div className="flex h-full">
      {narrow && beside ? null : (
        <section aria-label={t('nav.leads')} className="flex h-full min-w-0 flex-1 flex-col">
          <div className="flex flex-wrap items-center gap-2 border-b border-line p-3">
            <Words filters={filters} onFilters={narrowTo} />
            <IconButton label={t('leads.export')} asChild>
              <a href={apiUrl(`${LEADS_PATH}/export`, { ...filters })} download>
                <Download aria-hidden />
              </a>
            </IconButton>
            {administers ? (
              <IconButton label={t('leads.duplicates')} asChild>
                <Link to="/duplicates">
                  <Combine aria-hidden />
                </Link>
              </IconButton>
            ) : null}
            {scopes.includes('leads:import') ? (
              <Button asChild className="max-sm:flex-1">
                <Link to="/imports/{-$importId}" params={{ importId: undefined }}>
                  <FileUp aria-hidden />
                  {t('leads.import')}
                </Link>
              </Button>
            ) : null}
            {mayAdd ? (
              <Button kind="primary" onClick={() => open('new')} className="max-sm:flex-1">
                <UserPlus aria-hidden />
                {t('leads.add')}
              </Button>
            ) : null}
            <FilterRow filters={filters} onFilters={narrowTo} />
            <FilterChips filters={filters} onFilters={narrowTo} />
          </div>
          {chosen.size > 0 ? (
            <BulkBar chosen={chosen} filters={filters} onClear={() => setChosen(NONE)} />
          ) : null}
          <LeadList
            filters={filters}
            selection={administers ? { chosen, toggle } : null}
            empty={<NoneYet administers={administers} />}
          />
        </section>
      )}
      {beside ? (
        <aside
          className={cn(
            'h-full overflow-y-auto',
            narrow ? 'w-full' : 'w-104 shrink-0 border-s border-line bg-surface',
          )}
        >
          {adding ? (
            <div className="p-4">
              <h2 className="mb-4 text-lg font-semibold">{t('leads.add')}</h2>
              <LeadForm onDone={(made) => open(made ? String(made.id) : undefined)} />
            </div>
          ) : (
            <LeadPanel id={Number(leadId)} onClose={() => open(undefined)} />
          )}
        </aside>
      ) : null}
    </div>
  )
}

function NoneYet({ administers }: { administers: boolean }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={ContactRound}
      title={t('leads.noneTitle')}
      action={
        administers ? (
          <Button asChild kind="primary">
            <Link to="/imports/{-$importId}" params={{ importId: undefined }}>
              {t('leads.import')}
            </Link>
          </Button>
        ) : undefined
      }
    >
      {administers ? t('leads.noneText') : t('leads.noneForYou')}
    </EmptyState>
  )
}
