import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { PencilLine, Plus, Split, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { teamAvailabilityQuery } from '@/features/availability/queries'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import type { RoutingRule } from '@/services/types'
import { Button, ConfirmDialog, EmptyState, Failure, IconButton, Section, SkeletonRows, Switch } from '@/ui'
import { toast } from '@/ui/toast'
import { changeRule, removeRule, rulesQuery, teamsQuery } from './queries'
import { RuleDialog } from './RuleDialog'
import { TryOut } from './TryOut'
import { useConditionText } from './words'

function Entry({
  rule,
  people,
  onEdit,
  onRemove,
}: {
  rule: RoutingRule
  people: (id: string, of: 'agent' | 'team') => string
  onEdit: () => void
  onRemove: () => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const format = useFormat()
  const conditionText = useConditionText()
  const toggle = useMutation({
    mutationFn: (enabled: boolean) => changeRule(client, rule.id, { enabled }),
    onError: (error) => toast.error(errorText(error)),
  })
  const gets =
    rule.action_type === 'assign_to_agent'
      ? t('routingRules.gets.agent', { name: people(rule.action_value, 'agent') })
      : rule.action_value
        ? t('routingRules.gets.team', { name: people(rule.action_value, 'team') })
        : t('routingRules.gets.turn')
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line py-3">
      <span className="min-w-0 flex-1 basis-full sm:basis-56">
        <Switch
          checked={rule.enabled}
          disabled={toggle.isPending}
          onChange={(enabled) => toggle.mutate(enabled)}
          label={
            <span className="font-medium break-words" dir="auto">
              {rule.name}
            </span>
          }
          hint={
            <span className="break-words">
              {conditionText(rule.conditions)} → <span className="text-fg">{gets}</span>
            </span>
          }
        />
      </span>
      <span className="text-sm text-muted">
        {t('routingRules.orderAndUse', {
          order: format.number(rule.priority),
          times: format.number(rule.applied),
        })}
      </span>
      <span className="flex items-center gap-1">
        <IconButton label={t('routingRules.edit', { name: rule.name })} onClick={onEdit}>
          <PencilLine aria-hidden />
        </IconButton>
        <IconButton label={t('routingRules.remove', { name: rule.name })} onClick={onRemove}>
          <Trash2 aria-hidden />
        </IconButton>
      </span>
    </li>
  )
}

/** Who gets a lead: the first rule that fits, else everybody in turn. */
export function Rules() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const query = useQuery(rulesQuery)
  const { data: teams } = useQuery(teamsQuery)
  const { data: colleagues } = useQuery(teamAvailabilityQuery)
  const [editing, setEditing] = useState<RoutingRule | 'new' | null>(null)
  const [removing, setRemoving] = useState<RoutingRule | null>(null)
  const remove = useMutation({
    mutationFn: (id: number) => removeRule(client, id),
    onSuccess: () => toast.success(t('routingRules.removed')),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => setRemoving(null),
  })
  const nameOf = (id: string, of: 'agent' | 'team') =>
    (of === 'agent'
      ? colleagues?.find((one) => String(one.id) === id)?.full_name
      : teams?.find((one) => String(one.id) === id)?.name) ?? `#${id}`
  const add = (
    <Button kind="primary" onClick={() => setEditing('new')}>
      <Plus aria-hidden />
      {t('routingRules.add')}
    </Button>
  )
  return (
    <div className="flex flex-col gap-8">
      <Section
        title={t('routingRules.tabs.rules')}
        hint={t('routingRules.hint')}
        actions={query.data?.length ? add : null}
      >
        {query.data ? (
          query.data.length > 0 ? (
            <ol className="flex flex-col border-t border-line" aria-label={t('routingRules.tabs.rules')}>
              {query.data.map((rule) => (
                <Entry
                  key={rule.id}
                  rule={rule}
                  people={nameOf}
                  onEdit={() => setEditing(rule)}
                  onRemove={() => setRemoving(rule)}
                />
              ))}
            </ol>
          ) : (
            <EmptyState icon={Split} title={t('routingRules.none')} action={add}>
              {t('routingRules.noneText')}
            </EmptyState>
          )
        ) : query.isError ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonRows rows={4} />
        )}
      </Section>
      <TryOut nameOf={nameOf} />
      {editing ? (
        <RuleDialog
          rule={editing === 'new' ? null : editing}
          next={Math.max(0, ...(query.data ?? []).map((one) => one.priority)) + 10}
          teams={teams ?? []}
          people={colleagues ?? []}
          onClose={() => setEditing(null)}
        />
      ) : null}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => (open ? undefined : setRemoving(null))}
        title={t('routingRules.removeTitle', { name: removing?.name ?? '' })}
        description={t('routingRules.removeText')}
        action={t('routingRules.removeAction')}
        danger
        busy={remove.isPending}
        onConfirm={() => (removing ? remove.mutate(removing.id) : undefined)}
      />
    </div>
  )
}
