import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { Button, Failure, SkeletonRows } from '@/ui'
import { OpenDialog } from './OpenDialog'
import { QuotaDialog } from './QuotaDialog'
import { type Workspace, workspacesQuery } from './queries'
import { SuspendDialog } from './SuspendDialog'
import { type Asked, WorkspaceRow } from './WorkspaceRow'

/** All of the installation's, fifty at a time. */
export function Workspaces({ search }: { search: string }) {
  const { t } = useTranslation()
  const { tenant } = useSession()
  const query = useInfiniteQuery(workspacesQuery(search))
  const [asked, setAsked] = useState<{ what: Asked; of: Workspace } | null>(null)
  const close = () => setAsked(null)
  if (query.isError && !query.data)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows rows={6} />
  const found = query.data.pages.flat()
  return (
    <>
      {found.length === 0 ? (
        <p className="text-muted">{t('installation.none')}</p>
      ) : (
        <ul className="rounded-md border border-line bg-surface">
          {found.map((one) => (
            <WorkspaceRow
              key={one.id}
              workspace={one}
              own={one.id === tenant.id}
              onAsk={(what) => setAsked({ what, of: one })}
            />
          ))}
        </ul>
      )}
      {query.hasNextPage ? (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('installation.more')}
        </Button>
      ) : null}
      {asked?.what === 'quotas' ? <QuotaDialog workspace={asked.of} onClose={close} /> : null}
      {asked?.what === 'suspend' ? <SuspendDialog workspace={asked.of} onClose={close} /> : null}
      {asked?.what === 'invite' ? <OpenDialog of={asked.of} onClose={close} /> : null}
    </>
  )
}
