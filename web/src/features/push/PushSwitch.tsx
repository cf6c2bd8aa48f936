import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { Section, Switch } from '@/ui'
import { toast } from '@/ui/toast'
import { canPush, ofThisBrowser, pushKey, pushQuery, switchOff, switchOn } from './push'

/** Notifications in this browser; shown where the workspace sends any. */
export function PushSwitch() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const query = useQuery(pushQuery)
  const push = query.data
  const here = useQuery({
    queryKey: [...pushKey, 'here', push?.subscriptions.map((one) => one.id)],
    queryFn: async () => (push ? await ofThisBrowser(push) : null),
    enabled: push !== undefined && canPush(),
  })
  const turn = useMutation({
    mutationFn: async (on: boolean) => {
      if (!push) return
      if (!on) {
        if (here.data) await switchOff(here.data)
      } else if (!(await switchOn(push))) toast.error(t('push.refused'))
    },
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => client.invalidateQueries({ queryKey: pushKey }),
  })
  if (!push?.enabled) return null
  return (
    <Section title={t('push.title')}>
      <Switch
        checked={Boolean(here.data)}
        disabled={!canPush() || here.isPending || turn.isPending}
        onChange={(on) => turn.mutate(on)}
        label={t('push.here')}
        hint={canPush() ? t('push.hint') : t('push.cannot')}
      />
    </Section>
  )
}
