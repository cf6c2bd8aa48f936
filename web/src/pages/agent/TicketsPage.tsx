import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Inbox, MousePointerClick } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DetailsPanel } from '@/features/thread/DetailsPanel'
import { ThreadPane } from '@/features/thread/ThreadPane'
import { ContextPanel } from '@/features/tickets/ContextPanel'
import { FilterBar } from '@/features/tickets/FilterBar'
import { filtersOf, type ListSearch } from '@/features/tickets/filters'
import { ticketQuery } from '@/features/tickets/queries'
import { TicketList } from '@/features/tickets/TicketList'
import { ViewMenu } from '@/features/views/ViewMenu'
import { activeView, searchOfBuiltIn, viewsQuery } from '@/features/views/views'
import { useLive } from '@/hooks/useLive'
import { useIsNarrow, useMediaQuery } from '@/hooks/useMediaQuery'
import { useStore } from '@/hooks/useStore'
import { createStore, storage } from '@/services/storage'
import { Button, cn, EmptyState, Loading, Skeleton } from '@/ui'

const route = getRouteApi('/app/tickets/{-$ticketId}')

/** Beside the thread the details stay as one left them; elsewhere they are a step of their own. */
const detailsBeside = createStore(storage.get('ticket-details') !== 'closed')
const ENOUGH_FOR_THREE = '(width >= 1200px)'

export function TicketsPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const params = route.useParams()
  const navigate = route.useNavigate()
  const alone = useIsNarrow()
  const besides = useMediaQuery(ENOUGH_FOR_THREE)
  const beside = useStore(detailsBeside)
  const selected = params.ticketId ? Number(params.ticketId) : null
  const detailsOpen = selected !== null && (besides ? beside : search.details === true)

  const open = useCallback(
    (id: number, replace: boolean) =>
      void navigate({
        params: { ticketId: String(id) },
        search: (old) => ({ ...old, details: undefined }),
        replace,
      }),
    [navigate],
  )
  const toList = () =>
    void navigate({
      params: { ticketId: undefined },
      search: (old) => ({ ...old, details: undefined }),
    })
  const setDetails = (next: boolean) => {
    if (besides) {
      detailsBeside.set(next)
      storage.set('ticket-details', next ? null : 'closed')
    } else void navigate({ search: (old) => ({ ...old, details: next || undefined }), replace: !next })
  }
  const choose = (next: ListSearch) =>
    void navigate({ params: alone ? { ticketId: undefined } : (old) => old, search: next })
  const filter = (change: ListSearch) =>
    void navigate({ search: (old) => withView({ ...old, ...change }), replace: 'q' in change })

  return (
    <div className="relative flex h-full min-w-0 overflow-hidden">
      <section
        aria-label={t('tickets.listTitle')}
        className={cn(
          'flex min-h-0 flex-col border-e border-line bg-surface',
          alone ? 'absolute inset-0' : 'w-[300px] shrink-0 xl:w-[336px]',
          // Kept in its place and size, so that one comes back to where one was.
          alone && selected !== null && 'invisible',
        )}
      >
        <ListPane search={search} selected={selected} onOpen={open} onChoose={choose} onFilter={filter} />
      </section>
      {alone && selected === null ? null : (
        <section
          aria-label={t('thread.pane')}
          className="relative flex min-h-0 min-w-0 flex-1 flex-col bg-bg"
        >
          {selected === null ? (
            <EmptyState icon={MousePointerClick} title={t('tickets.chooseTitle')} className="my-auto">
              {t('tickets.chooseText')}
            </EmptyState>
          ) : (
            <ThreadPane
              key={selected}
              ticketId={selected}
              alone={alone}
              detailsOpen={detailsOpen}
              onBack={search.details ? () => setDetails(false) : toList}
              onDetails={setDetails}
            />
          )}
        </section>
      )}
      {detailsOpen && selected !== null ? (
        <Details ticketId={selected} floating={!besides} alone={alone} onClose={() => setDetails(false)} />
      ) : null}
    </div>
  )
}

/** A changed filter is no longer the view it began as; without any it is "all". */
function withView(search: ListSearch): ListSearch {
  const empty = Object.keys(filtersOf(search)).length === 0
  return { ...search, view: empty ? 'all' : search.view }
}

function ListPane({
  search,
  selected,
  onOpen,
  onChoose,
  onFilter,
}: {
  search: ListSearch
  selected: number | null
  onOpen: (id: number, replace: boolean) => void
  onChoose: (search: ListSearch) => void
  onFilter: (change: ListSearch) => void
}) {
  const { t } = useTranslation()
  const saved = useQuery(viewsQuery).data ?? []
  const active = activeView(search, saved)
  const view = active.kind === 'built-in' ? active.view.id : null
  const empty =
    view === 'mine' ? (
      <EmptyState
        icon={Inbox}
        title={t('tickets.emptyMine')}
        action={
          <Button onClick={() => onChoose(searchOfBuiltIn('unassigned'))}>
            {t('tickets.seeUnassigned')}
          </Button>
        }
      >
        {t('tickets.emptyMineText')}
      </EmptyState>
    ) : view !== null ? (
      <EmptyState icon={Inbox} title={t('tickets.emptyView')}>
        {t('tickets.emptyViewText')}
      </EmptyState>
    ) : (
      <EmptyState
        icon={Inbox}
        title={t('tickets.noResults')}
        action={<Button onClick={() => onChoose(searchOfBuiltIn('all'))}>{t('tickets.clearFilters')}</Button>}
      >
        {t('tickets.noResultsText')}
      </EmptyState>
    )
  return (
    <>
      <ViewMenu search={search} onChoose={onChoose} />
      <FilterBar search={search} showChips={active.kind === 'none'} onChange={onFilter} />
      <TicketList
        key={JSON.stringify(filtersOf(search))}
        search={search}
        selectedId={selected}
        onOpen={onOpen}
        empty={empty}
      />
    </>
  )
}

function Details({
  ticketId,
  floating,
  alone,
  onClose,
}: {
  ticketId: number
  floating: boolean
  alone: boolean
  onClose: () => void
}) {
  const { data: ticket, isError } = useQuery({ ...ticketQuery(ticketId), enabled: false })
  const [deleted, setDeleted] = useState<number | null>(null)
  useLive('ticket.deleted', ({ id }) => setDeleted(id))
  // The thread says what happened.
  if (isError || deleted === ticketId) return null
  return (
    <DetailsPanel floating={floating} alone={alone} onClose={onClose}>
      {ticket ? (
        <ContextPanel key={ticket.id} ticket={ticket} />
      ) : (
        <Loading className="flex flex-col gap-3 p-4">
          <Skeleton className="w-1/3" />
          <Skeleton className="w-full" />
          <Skeleton className="w-3/4" />
          <Skeleton className="w-2/3" />
        </Loading>
      )}
    </DetailsPanel>
  )
}
