import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Combine, CopyCheck } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { Button, Checkbox, ConfirmDialog, EmptyState, Failure, RelativeTime, SkeletonRows } from '@/ui'
import { toast } from '@/ui/toast'
import { type By, type Duplicates, duplicatesQuery, type Merge, mergeLeads } from './duplicates'
import { StagePill } from './words'

/** Of each group: who stays, and who is somebody else after all. */
interface Choice {
  keep: number
  apart: ReadonlySet<number>
}

const mergeOf = (group: Duplicates, choice: Choice): Merge => ({
  keep_id: choice.keep,
  lead_ids: group.leads.map(({ id }) => id).filter((id) => id !== choice.keep && !choice.apart.has(id)),
})

/** Leads that share an address or an id: one by one, or all that are shown. */
export function DuplicateGroups({ by }: { by: By }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const query = useInfiniteQuery(duplicatesQuery(by))
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map())
  const [asked, setAsked] = useState<Merge[] | null>(null)
  const merge = useMutation({
    mutationFn: (merges: Merge[]) => mergeLeads(client, merges),
    onSuccess: ({ summary, errors }) => {
      setAsked(null)
      toast.success(t('duplicates.merged', { count: summary.changed }))
      if (errors.length > 0) toast.error(t('duplicates.left', { count: errors.length }))
    },
    onError: (error) => toast.error(errorText(error)),
  })
  if (query.isError && !query.data)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows rows={8} />
  const groups = query.data.pages.flatMap((page) => page.items)
  const choiceOf = (group: Duplicates): Choice =>
    choices.get(group.key) ?? { keep: group.keep_id, apart: new Set() }
  const merges = groups
    .map((group) => mergeOf(group, choiceOf(group)))
    .filter(({ lead_ids }) => lead_ids.length > 0)
    .slice(0, 100)
  if (groups.length === 0)
    return (
      <EmptyState icon={CopyCheck} title={t('duplicates.none')}>
        {t('duplicates.noneText')}
      </EmptyState>
    )
  return (
    <>
      <Button className="self-start" disabled={merges.length === 0} onClick={() => setAsked(merges)}>
        <Combine aria-hidden />
        {t('duplicates.mergeAll', { count: merges.length })}
      </Button>
      <ul className="flex flex-col gap-4">
        {groups.map((group) => (
          <Group
            key={group.key}
            group={group}
            choice={choiceOf(group)}
            onChoice={(choice) => setChoices(new Map(choices).set(group.key, choice))}
            onMerge={(one) => setAsked([one])}
          />
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button
          className="self-start"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('duplicates.more')}
        </Button>
      ) : null}
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={t('duplicates.askTitle', {
          count: asked?.reduce((sum, one) => sum + one.lead_ids.length, 0) ?? 0,
        })}
        description={t('duplicates.askText')}
        action={t('duplicates.merge')}
        danger
        busy={merge.isPending}
        onConfirm={() => asked && merge.mutate(asked)}
      />
    </>
  )
}

function Group({
  group,
  choice,
  onChoice,
  onMerge,
}: {
  group: Duplicates
  choice: Choice
  onChoice: (choice: Choice) => void
  onMerge: (merge: Merge) => void
}) {
  const { t } = useTranslation()
  const name = useId()
  const merge = mergeOf(group, choice)
  const part = (id: number, on: boolean) => {
    const apart = new Set(choice.apart)
    if (on) apart.delete(id)
    else apart.add(id)
    onChoice({ ...choice, apart })
  }
  return (
    <li className="rounded-md border border-line bg-surface">
      <fieldset>
        <legend className="float-start w-full border-b border-line px-4 py-2 font-medium break-words">
          <bdi>{group.key}</bdi>
        </legend>
        {group.leads.map((lead) => {
          const stays = lead.id === choice.keep
          return (
            <div
              key={lead.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2 clear-both"
            >
              <label className="flex min-w-32 items-center gap-2 pointer-coarse:min-h-11">
                <input
                  type="radio"
                  name={name}
                  className="size-4 accent-accent"
                  checked={stays}
                  onChange={() =>
                    onChoice({
                      keep: lead.id,
                      apart: new Set([...choice.apart].filter((id) => id !== lead.id)),
                    })
                  }
                  aria-label={t('duplicates.keepOf', { name: lead.name || `#${lead.id}` })}
                />
                <span className={stays ? 'font-medium text-good' : 'text-muted'}>
                  {stays ? t('duplicates.stays') : t('duplicates.keep')}
                </span>
              </label>
              <span className="min-w-0 flex-1 basis-48">
                <Link
                  to="/leads/{-$leadId}"
                  params={{ leadId: String(lead.id) }}
                  className="font-medium break-words hover:underline"
                >
                  <bdi>{lead.name || `#${lead.id}`}</bdi>
                </Link>
                <span className="block text-sm text-muted">
                  <bdi dir="ltr">{lead.phone_national ?? t('duplicates.noPhone')}</bdi>
                  {' · '}
                  {lead.owner?.full_name ? <bdi>{lead.owner.full_name}</bdi> : t('duplicates.nobodys')}
                  {' · '}
                  <RelativeTime plain value={lead.created_at} />
                </span>
              </span>
              <StagePill stage={lead.status} />
              {stays ? null : (
                <Checkbox
                  checked={!choice.apart.has(lead.id)}
                  onChange={(on) => part(lead.id, on)}
                  label={t('duplicates.same')}
                />
              )}
            </div>
          )
        })}
      </fieldset>
      <div className="flex justify-end p-2">
        <Button disabled={merge.lead_ids.length === 0} onClick={() => onMerge(merge)}>
          <Combine aria-hidden />
          {t('duplicates.merge')}
        </Button>
      </div>
    </li>
  )
}
