import { useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { landingFor } from '@/app/nav'
import { AccountForm } from '@/features/session/AccountForm'
import { register } from '@/features/session/queries'

export function RegisterPage() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const router = useRouter()
  return (
    <div className="flex flex-col gap-4">
      <AccountForm
        submitLabel={t('auth.register')}
        onSubmit={async ({ token: _token, ...account }) => {
          const session = await register(client, account)
          router.history.push(landingFor(session))
        }}
      />
      <p className="text-muted">
        {t('auth.haveAccount')}{' '}
        <Link to="/sign-in" className="text-accent underline underline-offset-2">
          {t('auth.signIn')}
        </Link>
      </p>
    </div>
  )
}
