import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { Badge, Button, RelativeTime, StatusPill } from '@/ui'
import { toast } from '@/ui/toast'
import { resume, type Workspace } from './queries'

export type Asked = 'quotas' | 'suspend' | 'invite'

function State({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation()
  if (workspace.suspended_at) return <StatusPill tone="urgent">{t('installation.suspended')}</StatusPill>
  if (workspace.staff === 0) return <StatusPill tone="waiting">{t('installation.waits')}</StatusPill>
  return <StatusPill tone="good">{t('installation.active')}</StatusPill>
}

/** What it uses, of what it may. Nearly all of it is said by the shape and a word, too. */
function Use({ workspace: { people, quota, use } }: { workspace: Workspace }) {
  const { t } = useTranslation()
  const format = useFormat()
  const of = (used: string, most: string | null) =>
    most === null ? used : t('installation.ofMost', { used, most })
  const size = (megabytes: number) => t('installation.megabytes', { size: format.number(megabytes) })
  const number = (most: number | null) => (most === null ? null : format.number(most))
  const shown = [
    [t('installation.staff'), of(format.number(use.people), number(quota.people))],
    [t('installation.people'), format.number(people)],
    [
      t('installation.storage'),
      of(size(use.storage_mb), quota.storage_mb === null ? null : size(quota.storage_mb)),
    ],
    [t('installation.messages'), of(format.number(use.messages_today), number(quota.messages_a_day))],
  ]
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-4">
      {shown.map(([label, value]) => (
        <div key={label} className="min-w-0">
          <dt className="text-sm break-words text-muted">{label}</dt>
          <dd className="tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

export function WorkspaceRow({
  workspace,
  own,
  onAsk,
}: {
  workspace: Workspace
  /** It is the one where the reader works: the first, for nobody else sees this list. */
  own: boolean
  onAsk: (what: Asked) => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const { name } = workspace
  const goOn = useMutation({
    mutationFn: () => resume(client, workspace.id),
    onSuccess: () => toast.success(t('installation.isResumed', { name })),
    onError: (error) => void toast.error(errorText(error)),
  })
  return (
    <li className="flex flex-col gap-3 border-b border-line p-3 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h3 className="min-w-0 font-medium break-words" dir="auto">
          {name}
        </h3>
        {own ? <Badge>{t('installation.first')}</Badge> : null}
        <State workspace={workspace} />
        <p className="w-full text-sm break-words text-muted">
          {workspace.hosts.length > 0 ? `${workspace.hosts.join(', ')} · ` : null}
          {t('installation.since')} <RelativeTime value={workspace.created_at} />
        </p>
        {workspace.suspended_because ? (
          <p className="w-full text-sm break-words" dir="auto">
            {t('installation.reason')}: {workspace.suspended_because}
          </p>
        ) : null}
      </div>
      <Use workspace={workspace} />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => onAsk('quotas')} aria-label={t('installation.quotasOf', { name })}>
          {t('installation.quotas')}
        </Button>
        {workspace.staff === 0 && !workspace.suspended_at ? (
          <Button size="sm" onClick={() => onAsk('invite')} aria-label={t('installation.inviteOf', { name })}>
            {t('installation.invite')}
          </Button>
        ) : null}
        {own ? (
          <Button size="sm" asChild>
            <Link to="/privacy" search={{ tab: 'workspace' }}>
              {t('installation.exportOwn')}
            </Link>
          </Button>
        ) : workspace.suspended_at ? (
          <Button
            size="sm"
            busy={goOn.isPending}
            onClick={() => goOn.mutate()}
            aria-label={t('installation.resumeOf', { name })}
          >
            {t('installation.resume')}
          </Button>
        ) : (
          <Button
            size="sm"
            kind="quiet"
            onClick={() => onAsk('suspend')}
            aria-label={t('installation.suspendOf', { name })}
          >
            {t('installation.suspend')}
          </Button>
        )}
      </div>
    </li>
  )
}
