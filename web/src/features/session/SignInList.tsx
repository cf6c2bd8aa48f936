import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import type { SignIn } from '@/services/types'
import { Badge, Button, EmptyState, Failure, RelativeTime, SkeletonRows } from '@/ui'
import { toast } from '@/ui/toast'
import { endSignIn, sessionKeys, signInsQuery } from './queries'

/** "Firefox, Linux" out of a user agent: enough to tell one's machines apart. */
export function deviceName(userAgent: string | null | undefined): string | null {
  if (!userAgent) return null
  const browser =
    userAgent
      .match(/(Edg|OPR|Firefox|Chrome|Safari)\//)?.[1]
      ?.replace('Edg', 'Edge')
      .replace('OPR', 'Opera') ?? null
  const system =
    userAgent.match(/Android|iPhone|iPad|Windows|Mac OS X|Linux|CrOS/)?.[0]?.replace(' OS X', '') ?? null
  return [browser, system].filter(Boolean).join(', ') || userAgent.slice(0, 40)
}

export function SignInList() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const query = useQuery(signInsQuery)
  const end = useMutation({
    mutationFn: endSignIn,
    onSuccess: (_answer, id) => {
      client.setQueryData<SignIn[]>(sessionKeys.signIns, (list) => list?.filter((each) => each.id !== id))
      toast.success(t('profile.signInEnded'))
    },
    onError: (error) => toast.error(errorText(error)),
  })
  if (query.isPending) return <SkeletonRows rows={2} />
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  if (query.data.length === 0) return <EmptyState title={t('profile.noSignIns')} />
  return (
    <ul className="border-t border-line">
      {query.data.map((each) => (
        <li key={each.id} className="flex min-h-14 items-center gap-3 border-b border-line py-2">
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-2">
              <span className="truncate">{deviceName(each.user_agent) ?? t('profile.unknownDevice')}</span>
              {each.current ? <Badge tone="info">{t('profile.thisBrowser')}</Badge> : null}
            </p>
            <p className="text-sm text-muted">
              {each.address ? `${each.address} · ` : null}
              <RelativeTime value={each.last_used_at ?? each.created_at} />
            </p>
          </div>
          {each.current ? null : (
            <Button
              size="sm"
              onClick={() => end.mutate(each.id)}
              busy={end.isPending && end.variables === each.id}
              aria-label={t('profile.endSignInOf', { device: deviceName(each.user_agent) ?? '' })}
            >
              {t('profile.endSignIn')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
