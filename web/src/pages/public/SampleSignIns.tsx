import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { landingFor } from '@/app/nav'
import { setupQuery, signIn } from '@/features/session/queries'
import { useRoleName } from '@/hooks/useRoleName'
import { Avatar, InlineFailure } from '@/ui'

/** In the demo: whom a visitor may be, one press each. Anywhere else nothing. */
export function SampleSignIns() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const router = useRouter()
  const roleName = useRoleName()
  const { data } = useQuery(setupQuery)
  const enter = useMutation({
    mutationFn: ({ name, password }: { name: string; password: string }) => signIn(client, name, password),
    onSuccess: (session) => router.history.push(landingFor(session)),
  })
  const sample = data?.sample
  if (!sample) return null
  return (
    <section aria-labelledby="sample" className="mt-8 border-t border-line pt-6">
      <h2 id="sample" className="text-lg font-semibold">
        {t('sample.title')}
      </h2>
      <p className="mt-1 mb-3 text-muted">{t('sample.hint')}</p>
      <ul className="divide-y divide-line rounded-md border border-line bg-surface">
        {sample.accounts.map((account) => (
          <li key={account.username}>
            <button
              type="button"
              disabled={enter.isPending}
              onClick={() => enter.mutate({ name: account.username, password: sample.password })}
              className="flex w-full items-center gap-3 px-3 py-2 text-start -outline-offset-2 hover:bg-hover"
            >
              <Avatar name={account.full_name} />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{roleName(account.role)}</span>
                <span className="block truncate text-sm text-muted">
                  {account.full_name} · {account.workspace}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className="mt-3">
        <a href="/widget/demo" className="text-accent underline underline-offset-2">
          {t('sample.widget')}
        </a>
      </p>
      <InlineFailure error={enter.error} />
    </section>
  )
}
