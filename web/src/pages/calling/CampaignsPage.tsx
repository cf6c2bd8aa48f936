import { getRouteApi } from '@tanstack/react-router'
import { ListChecks, Plus, ScrollText, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CampaignForm } from '@/features/campaigns/CampaignForm'
import { CampaignList } from '@/features/campaigns/CampaignList'
import { CampaignPanel } from '@/features/campaigns/CampaignPanel'
import { Outcomes } from '@/features/campaigns/Outcomes'
import { Scripts } from '@/features/campaigns/Scripts'
import { useCommand } from '@/hooks/useCommand'
import { useIsNarrow } from '@/hooks/useMediaQuery'
import { Button, cn, IconButton } from '@/ui'

const route = getRouteApi('/app/campaigns/{-$campaignId}')

/** The list, and beside it a campaign, or a new one; on a narrow screen one or the other. */
export function CampaignsPage() {
  const { t } = useTranslation()
  const { campaignId } = route.useParams()
  const navigate = route.useNavigate()
  const narrow = useIsNarrow()
  const beside = campaignId !== undefined
  const open = (id: string | undefined) => void navigate({ params: { campaignId: id } })
  const add = () => open('new')
  useCommand({
    id: 'campaigns.add',
    group: t('nav.campaigns'),
    label: t('campaigns.add'),
    key: 'c',
    run: add,
  })
  return (
    <div className="flex h-full">
      {narrow && beside ? null : (
        <section
          aria-label={t('nav.campaigns')}
          className={cn('flex h-full min-w-0 flex-col', beside ? 'w-88 shrink-0' : 'flex-1')}
        >
          <div className="flex flex-wrap items-center justify-end gap-2 border-b border-line p-3">
            <Button
              aria-pressed={campaignId === 'scripts'}
              onClick={() => open('scripts')}
              className={cn((beside || narrow) && 'grow')}
            >
              <ScrollText aria-hidden />
              {t('scripts.title')}
            </Button>
            <Button
              aria-pressed={campaignId === 'outcomes'}
              onClick={() => open('outcomes')}
              className={cn((beside || narrow) && 'grow')}
            >
              <ListChecks aria-hidden />
              {t('outcomes.short')}
            </Button>
            <Button kind="primary" onClick={add} className={cn((beside || narrow) && 'grow')}>
              <Plus aria-hidden />
              {t('campaigns.add')}
            </Button>
          </div>
          <CampaignList
            short={beside}
            action={
              <Button kind="primary" onClick={add}>
                {t('campaigns.add')}
              </Button>
            }
          />
        </section>
      )}
      {beside ? (
        <div
          className={cn(
            'relative h-full min-w-0 flex-1 overflow-y-auto',
            !narrow && 'border-s border-line bg-surface',
          )}
        >
          {campaignId === 'new' ? (
            <Part title={t('campaigns.add')} onClose={() => open(undefined)}>
              <CampaignForm onDone={(made) => open(made ? String(made.id) : undefined)} />
            </Part>
          ) : campaignId === 'scripts' ? (
            <Part title={t('scripts.title')} hint={t('scripts.hint')} onClose={() => open(undefined)}>
              <Scripts />
            </Part>
          ) : campaignId === 'outcomes' ? (
            <Part title={t('outcomes.title')} hint={t('outcomes.hint')} onClose={() => open(undefined)}>
              <Outcomes />
            </Part>
          ) : (
            <CampaignPanel id={Number(campaignId)} onClose={() => open(undefined)} />
          )}
        </div>
      ) : null}
    </div>
  )
}

function Part({
  title,
  hint,
  onClose,
  children,
}: {
  title: string
  hint?: string
  onClose: () => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-col gap-4 p-4 md:p-6">
      <div className="flex items-start justify-between gap-2">
        <h2 className="text-xl font-semibold">{title}</h2>
        <IconButton label={t('campaigns.close')} onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </div>
      {hint ? <p className="max-w-[72ch] text-muted">{hint}</p> : null}
      {children}
    </div>
  )
}
