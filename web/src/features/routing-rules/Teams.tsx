import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { PencilLine, Plus, Trash2, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { teamAvailabilityQuery } from '@/features/availability/queries'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import type { Team } from '@/services/types'
import { Button, ConfirmDialog, EmptyState, Failure, IconButton, Section, SkeletonRows } from '@/ui'
import { toast } from '@/ui/toast'
import { removeTeam, teamsQuery } from './queries'
import { TeamDialog } from './TeamDialog'

/** Groups of people that rules, campaigns and competitions name. */
export function Teams() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const format = useFormat()
  const query = useQuery(teamsQuery)
  const { data: people } = useQuery(teamAvailabilityQuery)
  const [editing, setEditing] = useState<Team | 'new' | null>(null)
  const [removing, setRemoving] = useState<Team | null>(null)
  const remove = useMutation({
    mutationFn: (id: number) => removeTeam(client, id),
    onSuccess: () => toast.success(t('routingRules.team.removed')),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => setRemoving(null),
  })
  const names = new Map(people?.map((one) => [one.id, one.full_name]))
  const add = (
    <Button onClick={() => setEditing('new')}>
      <Plus aria-hidden />
      {t('routingRules.team.add')}
    </Button>
  )
  return (
    <Section
      title={t('routingRules.tabs.teams')}
      hint={t('routingRules.team.hint')}
      actions={query.data?.length ? add : null}
    >
      {query.data ? (
        query.data.length > 0 ? (
          <ul className="flex flex-col border-t border-line">
            {query.data.map((team) => (
              <li key={team.id} className="flex items-center gap-3 border-b border-line py-2.5">
                <span className="min-w-0 flex-1">
                  <span className="block font-medium break-words" dir="auto">
                    {team.name}
                  </span>
                  <span className="block text-sm text-muted">
                    {team.member_ids.length > 0
                      ? format.list(team.member_ids.map((id) => names.get(id) ?? `#${id}`))
                      : t('routingRules.team.nobody')}
                  </span>
                </span>
                <IconButton
                  label={t('routingRules.edit', { name: team.name })}
                  onClick={() => setEditing(team)}
                >
                  <PencilLine aria-hidden />
                </IconButton>
                <IconButton
                  label={t('routingRules.remove', { name: team.name })}
                  onClick={() => setRemoving(team)}
                >
                  <Trash2 aria-hidden />
                </IconButton>
              </li>
            ))}
          </ul>
        ) : (
          <EmptyState icon={UsersRound} title={t('routingRules.team.none')} action={add}>
            {t('routingRules.team.noneText')}
          </EmptyState>
        )
      ) : query.isError ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonRows rows={3} />
      )}
      {editing ? (
        <TeamDialog
          team={editing === 'new' ? null : editing}
          people={people ?? []}
          onClose={() => setEditing(null)}
        />
      ) : null}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => (open ? undefined : setRemoving(null))}
        title={t('routingRules.removeTitle', { name: removing?.name ?? '' })}
        description={t('routingRules.team.removeText')}
        action={t('routingRules.team.removeAction')}
        danger
        busy={remove.isPending}
        onConfirm={() => (removing ? remove.mutate(removing.id) : undefined)}
      />
    </Section>
  )
}
