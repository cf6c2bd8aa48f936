import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '@/ui'

interface UnsentDialogProps {
  /** How many things were written and not sent. */
  unsent: number
  onClose: () => void
  onConfirm: () => void
}

/** Whether to sign out although something would be lost. */
export default function UnsentDialog({ unsent, onClose, onConfirm }: UnsentDialogProps) {
  const { t } = useTranslation()
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={t('app.unsentTitle')}
      description={t('app.unsentText', { count: unsent })}
      action={t('app.signOutAnyway')}
      onConfirm={onConfirm}
      danger
    />
  )
}
