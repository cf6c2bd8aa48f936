import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Search, UserPlus, Users } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rolesQuery } from '@/features/roles/queries'
import { useSession } from '@/features/session/context'
import { useCommand } from '@/hooks/useCommand'
import { useRoleName } from '@/hooks/useRoleName'
import { useRowKeys } from '@/hooks/useRowKeys'
import type { Person } from '@/services/types'
import { Avatar, Badge, Button, cn, EmptyState, Failure, Input, Select, SkeletonRows, StatusPill } from '@/ui'
import { type PeopleFilters, peopleQuery } from './queries'

const ROW_PX = 60
const ANY = 'any'

function PersonRow({ person, filters, me }: { person: Person; filters: PeopleFilters; me: number }) {
  const { t } = useTranslation()
  const name = useRoleName()
  return (
    <Link
      to="/people/$personId"
      params={{ personId: person.id }}
      search={filters}
      data-row
      className="flex h-full items-center gap-3 border-b border-line px-4 -outline-offset-2 hover:bg-hover aria-[current=page]:bg-selected"
    >
      <Avatar name={person.full_name} className={cn(!person.is_active && 'opacity-60')} />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="truncate" dir="auto">
            {person.full_name}
          </span>
          {person.id === me ? <Badge>{t('people.you')}</Badge> : null}
        </span>
        <span className="block truncate text-sm text-muted">
          <span className="sm:hidden">{name(person.role)} · </span>
          {person.username} · {person.email}
        </span>
      </span>
      {person.is_active ? null : <StatusPill tone="neutral">{t('people.inactive')}</StatusPill>}
      <span className="hidden shrink-0 text-sm text-muted sm:inline">{name(person.role)}</span>
    </Link>
  )
}

function Filters({
  filters,
  onFilters,
}: {
  filters: PeopleFilters
  onFilters: (filters: PeopleFilters) => void
}) {
  const { t } = useTranslation()
  const name = useRoleName()
  const roles = useQuery(rolesQuery)
  const [text, setText] = useState(filters.q ?? '')
  const field = useRef<HTMLInputElement>(null)
  useCommand({
    id: 'people.search',
    group: t('nav.people'),
    label: t('people.search'),
    key: '/',
    run: () => field.current?.focus(),
  })
  const latest = useRef({ filters, onFilters })
  latest.current = { filters, onFilters }
  useEffect(() => {
    const timer = setTimeout(() => {
      const q = text.trim() || undefined
      if (q !== latest.current.filters.q) latest.current.onFilters({ ...latest.current.filters, q })
    }, 250)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <>
      <div className="relative min-w-40 flex-1 max-sm:basis-full">
        <Search
          className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-muted"
          aria-hidden
        />
        <Input
          ref={field}
          type="search"
          dir="auto"
          value={text}
          aria-label={t('people.search')}
          placeholder={t('people.search')}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur()
          }}
          className="ps-8"
        />
      </div>
      <Select
        aria-label={t('people.filterRole')}
        className="w-36 max-sm:flex-1"
        value={filters.role ?? ANY}
        onChange={(role) => onFilters({ ...filters, role: role === ANY ? undefined : role })}
        options={[
          { value: ANY, label: t('people.anyRole') },
          ...(roles.data ?? []).map((role) => ({ value: role.name, label: name(role.name) })),
        ]}
      />
      <Select
        aria-label={t('people.filterState')}
        className="w-32 max-sm:flex-1"
        value={filters.is_active === undefined ? ANY : filters.is_active ? 'active' : 'inactive'}
        onChange={(state) =>
          onFilters({ ...filters, is_active: state === ANY ? undefined : state === 'active' })
        }
        options={[
          { value: ANY, label: t('people.anyState') },
          { value: 'active', label: t('people.active') },
          { value: 'inactive', label: t('people.inactive') },
        ]}
      />
    </>
  )
}

function Rows({ filters }: { filters: PeopleFilters }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const pane = useRef<HTMLDivElement>(null)
  const query = useInfiniteQuery(peopleQuery(filters))
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const people = query.data?.pages.flat() ?? []
  const virtual = useVirtualizer({
    count: people.length,
    getScrollElement: () => pane.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? -1
  useRowKeys(pane)
  useEffect(() => {
    if (last >= people.length - 20 && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [last, people.length, hasNextPage, isFetchingNextPage, fetchNextPage])

  return (
    <div ref={pane} className="min-h-0 flex-1 overflow-y-auto">
      {query.isPending ? (
        <SkeletonRows rows={10} />
      ) : query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : people.length === 0 ? (
        <EmptyState icon={Users} title={t('ui.nothingFound')}>
          {t('people.noneText')}
        </EmptyState>
      ) : (
        <ul aria-label={t('nav.people')} className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const person = people[item.index]
            return person ? (
              <li
                key={person.id}
                aria-setsize={hasNextPage ? -1 : people.length}
                aria-posinset={item.index + 1}
                className="absolute inset-x-0 top-0"
                style={{ height: ROW_PX, transform: `translateY(${item.start}px)` }}
              >
                <PersonRow person={person} filters={filters} me={user.id} />
              </li>
            ) : null
          })}
        </ul>
      )}
    </div>
  )
}

export function PeopleList({
  filters,
  onFilters,
  onAdd,
}: {
  filters: PeopleFilters
  onFilters: (filters: PeopleFilters) => void
  onAdd: () => void
}) {
  const { t } = useTranslation()
  useCommand({ id: 'people.add', group: t('nav.people'), label: t('people.add'), key: 'n', run: onAdd })
  return (
    <section aria-label={t('nav.people')} className="flex h-full min-w-0 flex-col">
      <div className="flex flex-wrap items-center gap-2 border-b border-line p-3">
        <Filters filters={filters} onFilters={onFilters} />
        <Button asChild kind="primary" className="max-sm:w-full">
          <Link to="/people/new" search={filters}>
            <UserPlus aria-hidden />
            {t('people.add')}
          </Link>
        </Button>
      </div>
      <Rows filters={filters} />
    </section>
  )
}
