import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { toast as sonner, Toaster } from 'sonner'
import { useStore } from '@/hooks/useStore'
import { noticesAreShown } from '@/ui/toast'
import { theme } from './theme'

export default function Notices() {
  const { t } = useTranslation()
  useEffect(() => noticesAreShown(sonner), [])
  return (
    <Toaster
      theme={useStore(theme)}
      // Under the header: at the bottom it would lie on what one writes in.
      position="top-center"
      offset={56}
      mobileOffset={64}
      containerAriaLabel={t('app.notices')}
      toastOptions={{
        style: {
          background: 'var(--raised)',
          color: 'var(--fg)',
          borderColor: 'var(--line)',
          borderRadius: 6,
        },
      }}
    />
  )
}
