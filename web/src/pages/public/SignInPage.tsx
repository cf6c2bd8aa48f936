import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { landingFor } from '@/app/nav'
import { signIn } from '@/features/session/queries'
import { signInSchema } from '@/features/session/schemas'
import { useAppForm } from '@/hooks/useAppForm'
import { ApiError } from '@/services/errors'
import { Button, Field, InlineFailure, Input, PasswordInput } from '@/ui'
import { SampleSignIns } from './SampleSignIns'

const route = getRouteApi('/public/sign-in')

/** Only a path of this app: a link must not send somebody elsewhere after signing in. */
export function safeNext(next: string | undefined): string | null {
  return next && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : null
}

export function SignInPage() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const router = useRouter()
  const { next } = route.useSearch()
  const form = useAppForm(signInSchema, {
    defaultValues: { name: '', password: '' },
    onSubmit: async ({ name, password }) => {
      const session = await signIn(client, name, password)
      router.history.push(safeNext(next) ?? landingFor(session))
    },
  })
  const refused = form.failure instanceof ApiError && form.failure.status === 401
  return (
    <>
      <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
        {next ? <p className="text-muted">{t('auth.signInToContinue')}</p> : null}
        <Field label={t('fields.name')} error={form.error('name')}>
          {(control) => (
            <Input
              {...control}
              {...form.register('name')}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </Field>
        <Field
          label={t('fields.password')}
          error={form.error('password') ?? (refused ? t('auth.wrong') : undefined)}
          aside={
            <Link to="/forgot-password" className="text-sm text-accent underline-offset-2 hover:underline">
              {t('auth.forgotLink')}
            </Link>
          }
        >
          {(control) => (
            <PasswordInput {...control} {...form.register('password')} autoComplete="current-password" />
          )}
        </Field>
        <InlineFailure error={refused ? null : form.failure} />
        <Button type="submit" kind="primary" size="lg" busy={form.busy}>
          {t('auth.signIn')}
        </Button>
        <p className="text-muted">
          {t('auth.noAccount')}{' '}
          <Link to="/register" className="text-accent underline underline-offset-2">
            {t('auth.register')}
          </Link>
        </p>
      </form>
      <SampleSignIns />
    </>
  )
}
