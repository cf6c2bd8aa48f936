import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { Button, Failure, RelativeTime, Section, SkeletonRows, StatusPill } from '@/ui'
import { toast } from '@/ui/toast'
import { type ApiToken, endToken, tokensQuery } from './queries'
import { TokenDialog } from './TokenDialog'

function Row({ token }: { token: ApiToken }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const end = useMutation({
    mutationFn: () => endToken(client, token.id),
    onSuccess: () => toast.success(t('tokens.ended')),
    onError: (error) => void toast.error(errorText(error)),
  })
  const over = Date.parse(token.expires_at) < Date.now()
  return (
    <li className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2 last:border-b-0">
      <div className="min-w-48 flex-1">
        <p className="font-medium break-words" dir="auto">
          {token.name}
        </p>
        <p className="text-sm break-words text-muted">{token.scopes.join(', ')}</p>
        <p className="text-sm text-muted">
          {t('tokens.until')} <RelativeTime value={token.expires_at} />
          {' · '}
          {token.last_used_at ? (
            <>
              {t('tokens.used')} <RelativeTime value={token.last_used_at} />
            </>
          ) : (
            t('tokens.neverUsed')
          )}
        </p>
      </div>
      {over ? <StatusPill tone="urgent">{t('tokens.expired')}</StatusPill> : null}
      <Button
        size="sm"
        busy={end.isPending}
        onClick={() => end.mutate()}
        aria-label={t('tokens.endOf', { name: token.name })}
      >
        {t('tokens.end')}
      </Button>
    </li>
  )
}

/** One's own tokens for programs. */
export function TokenSection() {
  const { t } = useTranslation()
  const query = useQuery(tokensQuery)
  const [adding, setAdding] = useState(false)
  return (
    <Section
      title={t('tokens.title')}
      hint={t('tokens.hint')}
      actions={
        <Button onClick={() => setAdding(true)}>
          <Plus aria-hidden />
          {t('tokens.add')}
        </Button>
      }
    >
      {query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <SkeletonRows rows={2} />
      ) : query.data.length === 0 ? (
        <p className="text-muted">{t('tokens.none')}</p>
      ) : (
        <ul className="rounded-md border border-line bg-surface">
          {query.data.map((token) => (
            <Row key={token.id} token={token} />
          ))}
        </ul>
      )}
      {adding ? <TokenDialog onClose={() => setAdding(false)} /> : null}
    </Section>
  )
}
