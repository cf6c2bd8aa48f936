import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { Button, Failure, RelativeTime, Section, Skeleton, StatusPill, type Tone } from '@/ui'
import { toast } from '@/ui/toast'
import { type Check, type Integrity, integrityQuery, isRunning, verifyNow } from './queries'

const TONES: Record<Check['state'], Tone> = {
  waiting: 'waiting',
  running: 'waiting',
  intact: 'good',
  changed: 'urgent',
  truncated: 'urgent',
  anchor_mismatch: 'urgent',
}

function Verdict({ check }: { check: Check | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (check === null) return <p className="text-muted">{t('audit.neverVerified')}</p>
  const numbers = { seq: format.number(check.seq), bad: format.number(check.bad_seq ?? 0) }
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex flex-wrap items-center gap-2">
        <StatusPill tone={TONES[check.state]}>{t(`audit.check.${check.state}`)}</StatusPill>
        <span>{t(`audit.verdict.${check.state}`, numbers)}</span>
        {check.ended_at ? (
          <span className="text-sm text-muted">
            <RelativeTime plain value={check.ended_at} />
          </span>
        ) : null}
      </p>
      {isRunning(check) ? (
        <progress
          className="h-1.5 w-full max-w-md accent-accent"
          aria-label={t('audit.check.running')}
          value={check.seq}
          max={Math.max(check.goal, 1)}
        />
      ) : null}
      {check.anchors > 0 && check.state === 'intact' ? (
        <p className="text-sm text-muted">{t('audit.againstAnchors', { count: check.anchors })}</p>
      ) : null}
    </div>
  )
}

function Kept({ found }: { found: Integrity }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <p className="text-sm text-muted">
      {t('audit.endsWith', { seq: format.number(found.facts) })}{' '}
      <code className="font-mono break-all" title={found.head}>
        {found.head.slice(0, 16)}
      </code>
      .{' '}
      {found.anchored_at
        ? t('audit.anchored', {
            seq: format.number(found.anchored_facts),
            at: format.dateTime(found.anchored_at),
          })
        : t('audit.notAnchored')}
    </p>
  )
}

/** Whether the record is what it was, and who vouches for it. */
export function Verification() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const query = useQuery(integrityQuery)
  const verify = useMutation({
    mutationFn: verifyNow,
    onSuccess: (check) =>
      client.setQueryData(integrityQuery.queryKey, (old) => (old ? { ...old, check } : old)),
    onError: (error) => toast.error(errorText(error)),
  })
  return (
    <Section
      title={t('audit.verification')}
      hint={t('audit.verificationHint')}
      actions={
        <Button busy={verify.isPending || isRunning(query.data?.check)} onClick={() => verify.mutate()}>
          <ShieldCheck aria-hidden />
          {t('audit.verifyNow')}
        </Button>
      }
    >
      {query.data ? (
        <>
          <Verdict check={query.data.check} />
          <Kept found={query.data} />
        </>
      ) : query.isError ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton className="h-12" />
      )}
    </Section>
  )
}
