import { type UseQueryResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { PencilLine, Plus, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { Button, ConfirmDialog, EmptyState, Failure, IconButton, Section, SkeletonRows } from '@/ui'
import { toast } from '@/ui/toast'
import { remove, type Thing } from './queries'

interface Named {
  id: number | string
  name: string
}

/** All of a kind: one line each, a dialog to change it, and a way to be rid of it. */
export function Things<T extends Named>({
  thing,
  query,
  line,
  lead,
  dialog,
}: {
  thing: Thing
  query: UseQueryResult<T[]>
  line: (one: T) => ReactNode
  /** Before the name. */
  lead?: (one: T) => ReactNode
  dialog: (one: T | null, close: () => void) => ReactNode
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const [editing, setEditing] = useState<T | 'new' | null>(null)
  const [removing, setRemoving] = useState<T | null>(null)
  const drop = useMutation({
    mutationFn: (one: T) => remove(client, thing, one.id),
    onSuccess: () => toast.success(t('gameSettings.removed')),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => setRemoving(null),
  })
  const add = (
    <Button kind="primary" onClick={() => setEditing('new')}>
      <Plus aria-hidden />
      {t(`gameSettings.add.${thing}`)}
    </Button>
  )
  return (
    <Section
      title={t(`gameSettings.tabs.${thing}`)}
      hint={t(`gameSettings.hint.${thing}`)}
      actions={query.data?.length ? add : null}
    >
      {query.isError ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <SkeletonRows rows={5} />
      ) : query.data.length === 0 ? (
        <EmptyState title={t(`gameSettings.none.${thing}`)} action={add} />
      ) : (
        <ul className="flex flex-col border-t border-line">
          {query.data.map((one) => (
            <li key={one.id} className="flex items-center gap-3 border-b border-line py-3">
              {lead?.(one)}
              <div className="min-w-0 flex-1">
                <p className="font-medium break-words" dir="auto">
                  {one.name}
                </p>
                <p className="text-sm break-words text-muted">{line(one)}</p>
              </div>
              <span className="flex items-center gap-1">
                <IconButton
                  label={t('gameSettings.edit', { name: one.name })}
                  onClick={() => setEditing(one)}
                >
                  <PencilLine aria-hidden />
                </IconButton>
                <IconButton
                  label={t('gameSettings.remove', { name: one.name })}
                  onClick={() => setRemoving(one)}
                >
                  <Trash2 aria-hidden />
                </IconButton>
              </span>
            </li>
          ))}
        </ul>
      )}
      {editing ? dialog(editing === 'new' ? null : editing, () => setEditing(null)) : null}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => (open ? undefined : setRemoving(null))}
        title={t('gameSettings.removeTitle', { name: removing?.name ?? '' })}
        description={t(`gameSettings.removeText.${thing}`)}
        action={t('gameSettings.removeAction')}
        danger
        busy={drop.isPending}
        onConfirm={() => (removing ? drop.mutate(removing) : undefined)}
      />
    </Section>
  )
}
