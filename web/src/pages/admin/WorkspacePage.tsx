import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Workspace, workspaceQuery } from '@/features/workspace/queries'
import { WorkspaceForm } from '@/features/workspace/WorkspaceForm'
import { useFormat } from '@/hooks/useFormat'
import { Failure, Loading, Page, Section, Skeleton, Tile, Tiles } from '@/ui'

function Use({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { quota, use } = workspace
  const limit = (most: number | null) =>
    most === null ? t('workspace.unlimited') : t('workspace.of', { limit: format.number(most) })
  return (
    <Section title={t('workspace.use')} hint={t('workspace.useHint')}>
      <Tiles label={t('workspace.use')}>
        <Tile label={t('workspace.people')} value={format.number(use.people)} aside={limit(quota.people)} />
        <Tile
          label={t('workspace.storage')}
          value={format.number(use.storage_mb)}
          aside={limit(quota.storage_mb)}
        />
        <Tile
          label={t('workspace.messages')}
          value={quota.messages_a_day === null ? '∞' : format.number(quota.messages_a_day)}
          aside={quota.messages_a_day === null ? t('workspace.unlimited') : ''}
        />
      </Tiles>
    </Section>
  )
}

export function WorkspacePage() {
  const { data, error, refetch } = useQuery(workspaceQuery)
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />
  return (
    <Page>
      {data ? (
        <>
          <WorkspaceForm workspace={data} />
          <Use workspace={data} />
        </>
      ) : (
        <Loading>
          <Skeleton className="h-48" />
          <Skeleton className="h-96" />
        </Loading>
      )}
    </Page>
  )
}
