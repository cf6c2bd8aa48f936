import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { http } from '@/services/http'
import { outbox } from '@/services/outbox'
import type { Answer } from '@/services/types'
import { MenuLabel, MenuRadioGroup, MenuRadioItem, MenuSeparator } from '@/ui'
import { toast } from '@/ui/toast'
import { forgetSession } from './queries'

type OwnTenant = Answer<'/api/app/tenants'>[number]

/** The workspaces one belongs to; nothing for who has but one. The page starts afresh in the other:
 * nothing of the one may be shown in the other. */
export default function TenantSwitch() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const { data } = useQuery({
    queryKey: ['own-tenants'],
    queryFn: ({ signal }) => http.get<OwnTenant[]>('/api/app/tenants', undefined, signal),
  })
  if (!data || data.length < 2) return null
  const go = async (id: string) => {
    try {
      await http.post('/api/app/session/switch', { tenant_id: id })
      await outbox.clear()
      forgetSession(client)
      window.location.assign('/')
    } catch (error) {
      toast.error(errorText(error))
    }
  }
  return (
    <>
      <MenuSeparator />
      <MenuLabel>{t('app.workspaces')}</MenuLabel>
      <MenuRadioGroup value={data.find((one) => one.is_current)?.id} onValueChange={(id) => void go(id)}>
        {data.map((one) => (
          <MenuRadioItem key={one.id} value={one.id} disabled={one.is_suspended}>
            <span dir="auto">{one.name}</span>
            {one.is_suspended ? ` (${t('app.workspaceSuspended')})` : ''}
          </MenuRadioItem>
        ))}
      </MenuRadioGroup>
    </>
  )
}
