import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { MailPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { useRoleName } from '@/hooks/useRoleName'
import { Button, EmptyState, Failure, RelativeTime, SkeletonRows, StatusPill } from '@/ui'
import { toast } from '@/ui/toast'
import { type Invitation, invitationsQuery, resend, withdraw } from './queries'

function Row({ one }: { one: Invitation }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const name = useRoleName()
  const errorText = useErrorText()
  const onError = (error: unknown) => void toast.error(errorText(error))
  const again = useMutation({
    mutationFn: () => resend(client, one.id),
    onSuccess: () => toast.success(t('members.sent', { email: one.email })),
    onError,
  })
  const back = useMutation({
    mutationFn: () => withdraw(client, one.id),
    onSuccess: () => toast.success(t('members.withdrawn')),
    onError,
  })
  return (
    <li className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2 last:border-b-0">
      <div className="min-w-48 flex-1">
        <p className="break-all">{one.email}</p>
        <p className="text-sm text-muted">
          {name(one.role)} · {t('members.until')} <RelativeTime value={one.expires_at} />
        </p>
      </div>
      <StatusPill tone={one.status === 'expired' ? 'urgent' : 'waiting'}>
        {t(`members.${one.status}`)}
      </StatusPill>
      <Button
        size="sm"
        busy={again.isPending}
        onClick={() => again.mutate()}
        aria-label={t('members.resendTo', { email: one.email })}
      >
        {t('members.resend')}
      </Button>
      <Button
        size="sm"
        kind="quiet"
        busy={back.isPending}
        onClick={() => back.mutate()}
        aria-label={t('members.withdrawOf', { email: one.email })}
      >
        {t('members.withdraw')}
      </Button>
    </li>
  )
}

/** Whoever was invited and did not come yet. */
export function Invitations() {
  const { t } = useTranslation()
  const query = useQuery(invitationsQuery)
  if (query.isError && !query.data)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows rows={2} />
  if (query.data.length === 0)
    return (
      <EmptyState icon={MailPlus} title={t('members.noInvitations')}>
        {t('members.noInvitationsText')}
      </EmptyState>
    )
  return (
    <ul className="rounded-md border border-line bg-surface">
      {query.data.map((one) => (
        <Row key={one.id} one={one} />
      ))}
    </ul>
  )
}
