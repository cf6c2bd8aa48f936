import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { landingFor } from '@/app/nav'
import { AccountForm } from '@/features/session/AccountForm'
import { setUp, setupQuery } from '@/features/session/queries'

export function SetUpPage() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const router = useRouter()
  const { data } = useQuery(setupQuery)
  return (
    <>
      <p className="mb-4 text-muted">{t('auth.setUpText')}</p>
      <AccountForm
        submitLabel={t('auth.setUpSubmit')}
        withToken={data?.requires_token}
        onSubmit={async ({ token, ...account }) => {
          const session = await setUp(client, account, token)
          router.history.push(landingFor(session))
        }}
      />
    </>
  )
}
