import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronDown, Plus, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { filtersOf, type ListSearch } from '@/features/tickets/filters'
import { ticketCountsQuery } from '@/features/tickets/queries'
import { useCommand } from '@/hooks/useCommand'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { http } from '@/services/http'
import type { SavedView } from '@/services/types'
import {
  Button,
  ConfirmDialog,
  cn,
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  MenuTrigger,
} from '@/ui'
import { toast } from '@/ui/toast'
import { activeView, BUILT_IN, savedId, searchOfBuiltIn, searchOfSaved, viewKeys, viewsQuery } from './views'

// With it come forms and their schemas, which the tickets themselves do without.
const SaveViewDialog = lazy(() => import('./SaveViewDialog'))

function ViewCommand({ id, label, run }: { id: string; label: string; run: () => void }) {
  const { t } = useTranslation()
  useCommand({ id: `view.${id}`, group: t('views.title'), label: t('views.goTo', { name: label }), run })
  return null
}

function Count({ value }: { value: number | undefined }) {
  const format = useFormat()
  return value === undefined ? null : <span className="text-sm text-muted">{format.number(value)}</span>
}

/** The list's title: which view it is, and all the others behind it. */
export function ViewMenu({
  search,
  onChoose,
}: {
  search: ListSearch
  onChoose: (search: ListSearch) => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { user } = useSession()
  const errorText = useErrorText()
  const saved = useQuery(viewsQuery).data ?? []
  const counts = useQuery(ticketCountsQuery).data
  const [saving, setSaving] = useState(false)
  const [removing, setRemoving] = useState<SavedView | null>(null)
  const [busy, setBusy] = useState(false)
  const active = activeView(search, saved)
  const title =
    active.kind === 'built-in'
      ? t(`views.${active.view.id}`)
      : active.kind === 'saved'
        ? active.view.name
        : t('views.filtered')
  const count = active.kind === 'built-in' && active.view.count ? counts?.[active.view.count] : undefined
  const activeId =
    active.kind === 'saved' ? savedId(active.view) : active.kind === 'built-in' ? active.view.id : null
  const isActive = (id: string) => activeId === id
  const mayRemove =
    active.kind === 'saved' && (active.view.own || (active.view.shared && user.role === 'admin'))
  useCommand(
    active.kind === 'none'
      ? { id: 'view.save', group: t('views.title'), label: t('views.save'), run: () => setSaving(true) }
      : null,
  )

  const remove = async (view: SavedView) => {
    setBusy(true)
    try {
      await http.delete(`/api/app/views/${view.id}`)
      client.setQueryData<SavedView[]>(viewKeys.all, (old) => old?.filter((one) => one.id !== view.id))
      setRemoving(null)
    } catch (error) {
      toast.error(errorText(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="flex h-12 shrink-0 items-center gap-1 ps-1.5 pe-3">
      <Menu modal={false}>
        <MenuTrigger asChild>
          <Button kind="quiet" className="min-w-0 shrink px-1.5 text-lg font-semibold">
            <span className="truncate" dir="auto">
              {title}
            </span>
            <Count value={count} />
            <ChevronDown className="text-muted" aria-hidden />
            <span className="sr-only">{t('views.choose')}</span>
          </Button>
        </MenuTrigger>
        <MenuContent align="start" className="w-64">
          {BUILT_IN.map((view) => (
            <MenuItem
              key={view.id}
              className={cn(isActive(view.id) && 'bg-selected')}
              onSelect={() => onChoose(searchOfBuiltIn(view.id))}
            >
              <span className="flex items-center justify-between gap-2">
                {t(`views.${view.id}`)}
                <Count value={view.count && counts?.[view.count]} />
              </span>
            </MenuItem>
          ))}
          {saved.length > 0 ? (
            <>
              <MenuSeparator />
              <MenuLabel>{t('views.saved')}</MenuLabel>
            </>
          ) : null}
          {saved.map((view) => (
            <MenuItem
              key={view.id}
              className={cn(isActive(savedId(view)) && 'bg-selected')}
              onSelect={() => onChoose(searchOfSaved(view))}
            >
              <span className="flex items-center justify-between gap-2">
                <span className="truncate" dir="auto">
                  {view.name}
                </span>
                {view.shared ? <span className="text-sm text-muted">{t('views.shared')}</span> : null}
              </span>
            </MenuItem>
          ))}
          {active.kind === 'none' || mayRemove ? <MenuSeparator /> : null}
          {active.kind === 'none' ? (
            <MenuItem icon={<Plus aria-hidden />} onSelect={() => setSaving(true)}>
              {t('views.save')}
            </MenuItem>
          ) : null}
          {mayRemove && active.kind === 'saved' ? (
            <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => setRemoving(active.view)}>
              {t('views.remove')}
            </MenuItem>
          ) : null}
        </MenuContent>
      </Menu>
      <span className="flex-1" />
      {active.kind === 'none' ? (
        <Button size="sm" onClick={() => setSaving(true)}>
          {t('views.saveShort')}
        </Button>
      ) : null}
      {BUILT_IN.map((view) => (
        <ViewCommand
          key={view.id}
          id={view.id}
          label={t(`views.${view.id}`)}
          run={() => onChoose(searchOfBuiltIn(view.id))}
        />
      ))}
      {saved.map((view) => (
        <ViewCommand
          key={view.id}
          id={savedId(view)}
          label={view.name}
          run={() => onChoose(searchOfSaved(view))}
        />
      ))}
      {saving ? (
        <Suspense>
          <SaveViewDialog
            filters={filtersOf(search)}
            onClose={() => setSaving(false)}
            onSaved={(view) => onChoose(searchOfSaved(view))}
          />
        </Suspense>
      ) : null}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={() => setRemoving(null)}
        title={t('views.removeTitle', { name: removing?.name ?? '' })}
        description={removing?.shared ? t('views.removeShared') : t('views.removeText')}
        action={t('views.remove')}
        onConfirm={() => removing && void remove(removing)}
        busy={busy}
        danger
      />
    </div>
  )
}
