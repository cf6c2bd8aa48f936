import { useQueryClient } from '@tanstack/react-query'
import { type ErrorComponentProps, Outlet, useMatches, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { forgetSession } from '@/features/session/queries'
import { pageTitle, tabTitle } from '@/hooks/usePageTitle'
import { useStore } from '@/hooks/useStore'
import { onSignedOut } from '@/services/http'
import { Failure } from '@/ui'

const Notices = lazy(() => import('./Notices'))

/** Where am I: a page's own title, else its route's. */
export function useTitle(): string {
  const { t, i18n } = useTranslation()
  const own = useStore(pageTitle)
  const key = useMatches({
    select: (matches) => matches.findLast((match) => match.staticData.titleKey)?.staticData.titleKey,
  })
  // A page's own words come with the page.
  return own ?? (key && i18n.exists(key) ? t(key) : '')
}

export function Root() {
  const shown = useTitle()
  const title = useStore(tabTitle) ?? shown
  const router = useRouter()
  const client = useQueryClient()
  useEffect(() => {
    document.title = title ? `${title} · Ringdesk` : 'Ringdesk'
  }, [title])
  useEffect(
    () =>
      onSignedOut(() => {
        forgetSession(client)
        void router.invalidate()
      }),
    [client, router],
  )
  return (
    <>
      <Outlet />
      {/* A screen reader hears of a new page, which the browser doesn't announce by itself. */}
      <div aria-live="polite" className="sr-only">
        {title}
      </div>
      <Suspense>
        <Notices />
      </Suspense>
    </>
  )
}

/** One page failed; the shell around it still works. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  return (
    <Failure
      error={error}
      onRetry={() => {
        reset()
        void router.invalidate()
      }}
    />
  )
}

/** The app itself couldn't start: most often the server is away. */
export function RootError(props: ErrorComponentProps) {
  return (
    <main className="flex min-h-full items-center justify-center">
      <PageError {...props} />
    </main>
  )
}
