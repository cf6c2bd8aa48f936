import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { forgetSession } from '@/features/session/queries'
import { useRoleName } from '@/hooks/useRoleName'
import { ApiError } from '@/services/errors'
import { http } from '@/services/http'
import type { Answer } from '@/services/types'
import { Button, Failure, Field, InlineFailure, Input, PasswordInput, Skeleton } from '@/ui'

const route = getRouteApi('/public/invitation')

type Offer = Answer<'/api/app/invitation/look', 'post'>
type Joined = Answer<'/api/app/invitation/follow', 'post'>

function Accept({ offer, token }: { offer: Offer; token: string }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const name = useRoleName()
  const [fullName, setFullName] = useState('')
  const [password, setPassword] = useState('')
  const follow = useMutation({
    mutationFn: () =>
      http.post<Joined>('/api/app/invitation/follow', {
        token,
        ...(offer.needs === 'account' && { full_name: fullName.trim() }),
        ...(offer.needs !== 'nothing' && { password }),
      }),
    onSuccess: (joined) => {
      if (!joined.signed_in) return
      forgetSession(client)
      window.location.assign('/')
    },
  })
  if (follow.data && !follow.data.signed_in) {
    return (
      <div role="status" className="flex flex-col items-start gap-4">
        <p>{t('invitation.done', { tenant: offer.tenant.name })}</p>
        <Button asChild kind="primary">
          <Link to="/sign-in">{t('auth.signIn')}</Link>
        </Button>
      </div>
    )
  }
  const errors = follow.error instanceof ApiError ? follow.error.fieldErrors() : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    follow.mutate()
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      {offer.logo_url ? (
        <img
          src={offer.logo_url}
          alt={offer.tenant.name}
          className="max-h-12 max-w-48 self-start rounded-md bg-surface object-contain"
        />
      ) : null}
      <div>
        <p className="break-words">
          {t('invitation.text', { tenant: offer.tenant.name, email: offer.email })}
        </p>
        <p className="text-muted">{t('invitation.role', { role: name(offer.role) })}</p>
      </div>
      {offer.needs === 'password' ? <p className="text-muted">{t('invitation.needsPassword')}</p> : null}
      <input type="text" autoComplete="username" value={offer.email} readOnly hidden />
      {offer.needs === 'account' ? (
        <Field label={t('fields.fullName')} error={errors.full_name}>
          {(control) => (
            <Input
              {...control}
              dir="auto"
              autoComplete="name"
              maxLength={200}
              value={fullName}
              onChange={(event) => setFullName(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      {offer.needs === 'nothing' ? null : (
        <Field label={t('fields.newPassword')} hint={t('fields.passwordHint')} error={errors.password}>
          {(control) => (
            <PasswordInput
              {...control}
              autoComplete="new-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
      )}
      {Object.keys(errors).length === 0 ? <InlineFailure error={follow.error} /> : null}
      <Button
        type="submit"
        kind="primary"
        size="lg"
        busy={follow.isPending}
        disabled={
          (offer.needs !== 'nothing' && password.length < 8) ||
          (offer.needs === 'account' && !fullName.trim())
        }
      >
        {t('invitation.accept')}
      </Button>
    </form>
  )
}

export function InvitationPage() {
  const { t } = useTranslation()
  const { token } = route.useSearch()
  const query = useQuery({
    queryKey: ['invitation', token],
    enabled: token !== undefined,
    retry: false,
    queryFn: () => http.post<Offer>('/api/app/invitation/look', { token }),
  })
  if (!token || query.error) {
    return (
      <div className="flex flex-col items-start gap-4">
        {query.error ? <Failure error={query.error} /> : <p>{t('invitation.none')}</p>}
        <Button asChild>
          <Link to="/sign-in">{t('auth.signIn')}</Link>
        </Button>
      </div>
    )
  }
  return query.data ? <Accept offer={query.data} token={token} /> : <Skeleton className="h-48" />
}
