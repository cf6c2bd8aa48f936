import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { useErrorText } from '@/hooks/useErrorText'
import { useRoleName } from '@/hooks/useRoleName'
import type { Person } from '@/services/types'
import { Avatar, Badge, Button, ConfirmDialog, Failure, SkeletonRows } from '@/ui'
import { toast } from '@/ui/toast'
import { colleaguesQuery, removeMember } from './queries'

/** Everybody who works here. */
export function Colleagues() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const name = useRoleName()
  const errorText = useErrorText()
  const { user, tenant, scopes } = useSession()
  const query = useQuery(colleaguesQuery)
  const [leaving, setLeaving] = useState<Person | null>(null)
  const remove = useMutation({
    mutationFn: (person: Person) => removeMember(client, tenant.id, person.email),
    onSuccess: () => toast.success(t('members.removed')),
    onError: (error) => void toast.error(errorText(error)),
    onSettled: () => setLeaving(null),
  })
  if (query.isError && !query.data)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows rows={4} />
  return (
    <>
      <ul className="rounded-md border border-line bg-surface">
        {query.data.map((person) => (
          <li
            key={person.id}
            className="flex items-center gap-3 border-b border-line px-3 py-2 last:border-b-0"
          >
            <Avatar name={person.full_name} />
            <div className="min-w-0 flex-1">
              <p className="flex items-center gap-2">
                <span className="truncate" dir="auto">
                  {person.full_name}
                </span>
                {person.id === user.id ? <Badge>{t('people.you')}</Badge> : null}
              </p>
              <p className="truncate text-sm text-muted">
                {name(person.role)} · {person.email}
              </p>
            </div>
            {person.id !== user.id && scopes.includes('users:write') ? (
              <Button
                size="sm"
                kind="quiet"
                onClick={() => setLeaving(person)}
                aria-label={t('members.removeOf', { name: person.full_name })}
              >
                {t('members.remove')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={() => setLeaving(null)}
        title={t('members.removeTitle', { name: leaving?.full_name ?? '' })}
        description={t('members.removeText')}
        action={t('members.remove')}
        onConfirm={() => leaving && remove.mutate(leaving)}
        busy={remove.isPending}
        danger
      />
    </>
  )
}
