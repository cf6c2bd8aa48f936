import { getRouteApi } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { CampaignForm } from '@/features/campaigns/CampaignForm'
import { CampaignList } from '@/features/campaigns/CampaignList'
import { CampaignPanel } from '@/features/campaigns/CampaignPanel'
import { useCommand } from '@/hooks/useCommand'
import { useIsNarrow } from '@/hooks/useMediaQuery'
import { Button, cn } from '@/ui'

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
          <div className="flex justify-end border-b border-line p-3">
            <Button kind="primary" onClick={add} className="max-sm:w-full">
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
            'h-full min-w-0 flex-1 overflow-y-auto',
            !narrow && 'border-s border-line bg-surface',
          )}
        >
          {campaignId === 'new' ? (
            <div className="flex flex-col gap-4 p-4 md:p-6">
              <h2 className="text-xl font-semibold">{t('campaigns.add')}</h2>
              <CampaignForm onDone={(made) => open(made ? String(made.id) : undefined)} />
            </div>
          ) : (
            <CampaignPanel id={Number(campaignId)} onClose={() => open(undefined)} />
          )}
        </div>
      ) : null}
    </div>
  )
}
