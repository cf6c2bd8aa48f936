import { useTranslation } from 'react-i18next'
import { Button, Dialog } from '@/ui'
import { Copyable } from './Copyable'
import type { WithSecret } from './queries'
import { Sample } from './Sample'

/** The one moment at which a secret is shown. */
export function SecretDialog({ made, onClose }: { made: WithSecret; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t('webhooks.secretTitle')}
      description={made.former_secret_until ? t('webhooks.secretBoth') : t('webhooks.secretOnce')}
      footer={
        <Button kind="primary" onClick={onClose}>
          {t('webhooks.secretKept')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Copyable text={made.secret} label={t('webhooks.secret')} />
        <Sample />
      </div>
    </Dialog>
  )
}
