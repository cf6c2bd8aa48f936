import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { RoleSelect } from '@/features/roles/RoleSelect'
import { useSession } from '@/features/session/context'
import { sessionKeys } from '@/features/session/queries'
import { accountSchema } from '@/features/session/schemas'
import { useAppForm } from '@/hooks/useAppForm'
import { useFormat } from '@/hooks/useFormat'
import { useLive } from '@/hooks/useLive'
import { isBuiltIn, type Person } from '@/services/types'
import {
  Avatar,
  Button,
  ConfirmDialog,
  Failure,
  Field,
  InlineFailure,
  Input,
  Loading,
  Section,
  Skeleton,
  StatusPill,
} from '@/ui'
import { toast } from '@/ui/toast'
import { changePerson, deletePerson, type PersonChanges, peopleKeys, personQuery } from './queries'
import { ScopeBoxes } from './Scopes'
import { same } from './scopes'

const namesSchema = v.pick(accountSchema, ['full_name', 'username', 'email'])

/** Changes somebody; when it is oneself, the session shows it, too. */
function useChange(person: Person) {
  const client = useQueryClient()
  const { user } = useSession()
  return useMutation({
    mutationFn: (changes: PersonChanges) => changePerson(client, person.id, changes),
    onSuccess: () => {
      if (person.id === user.id) void client.invalidateQueries({ queryKey: sessionKeys.session })
    },
  })
}

function Names({ person }: { person: Person }) {
  const { t } = useTranslation()
  const change = useChange(person)
  const values = { full_name: person.full_name, username: person.username, email: person.email }
  const form = useAppForm(namesSchema, {
    defaultValues: values,
    onSubmit: async (next) => {
      const changed = (Object.keys(next) as (keyof typeof next)[]).filter(
        (name) => next[name] !== values[name],
      )
      await change.mutateAsync(Object.fromEntries(changed.map((name) => [name, next[name]])))
      form.reset(next)
      toast.success(t('people.saved'))
    },
  })
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
      <Field label={t('fields.fullName')} error={form.error('full_name')}>
        {(control) => <Input {...control} {...form.register('full_name')} autoComplete="off" dir="auto" />}
      </Field>
      <Field label={t('fields.email')} error={form.error('email')}>
        {(control) => <Input {...control} {...form.register('email')} type="email" autoComplete="off" />}
      </Field>
      <Field label={t('fields.username')} error={form.error('username')}>
        {(control) => (
          <Input
            {...control}
            {...form.register('username')}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <InlineFailure error={form.failure} />
      {form.dirty ? (
        <div className="flex flex-wrap gap-2">
          <Button type="submit" kind="primary" busy={form.busy}>
            {t('people.save')}
          </Button>
          <Button kind="quiet" onClick={() => form.reset(values)}>
            {t('people.undo')}
          </Button>
        </div>
      ) : null}
    </form>
  )
}

function Rights({ person }: { person: Person }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const change = useChange(person)
  const [role, setRole] = useState(person.role)
  const [scopes, setScopes] = useState(person.scopes)
  const changed = role !== person.role || !same(scopes, person.scopes)
  const save = (changes: PersonChanges) =>
    change.mutate(changes, {
      onSuccess: (saved) => {
        setRole(saved.role)
        setScopes(saved.scopes)
        toast.success(t('people.rightsSaved'))
      },
    })
  return (
    <div className="flex flex-col gap-4">
      <Field label={t('people.role')} hint={t(`people.roleHint.${isBuiltIn(role) ? role : 'custom'}`)}>
        {(control) => <RoleSelect {...control} value={role} onChange={setRole} />}
      </Field>
      {role === person.role ? (
        <div className="flex flex-col gap-1">
          <div className="flex flex-wrap items-baseline justify-between gap-2">
            <h3 className="font-medium">{t('people.rights')}</h3>
            <Button kind="link" size="sm" disabled={change.isPending} onClick={() => save({ scopes: null })}>
              {t('people.roleRights')}
            </Button>
          </div>
          <ScopeBoxes value={scopes} onChange={setScopes} />
        </div>
      ) : (
        <p className="text-sm text-muted">{t('people.rightsFollow')}</p>
      )}
      {changed && person.id === user.id ? (
        <p className="rounded-md bg-waiting-soft px-3 py-2">{t('people.ownRightsChange')}</p>
      ) : null}
      <InlineFailure error={change.error} />
      {changed ? (
        <div className="flex flex-wrap gap-2">
          <Button
            kind="primary"
            busy={change.isPending}
            // A new role comes with its own rights; what was ticked for the old one goes with it.
            onClick={() => save(role === person.role ? { scopes } : { role, scopes: null })}
          >
            {t('people.saveRights')}
          </Button>
          <Button
            kind="quiet"
            onClick={() => {
              setRole(person.role)
              setScopes(person.scopes)
              change.reset()
            }}
          >
            {t('people.undo')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

function Ending({ person, onDeleted }: { person: Person; onDeleted: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const change = useChange(person)
  const remove = useMutation({ mutationFn: () => deletePerson(client, person.id) })
  const [asking, setAsking] = useState<'deactivate' | 'delete' | null>(null)
  const close = () => {
    setAsking(null)
    change.reset()
    remove.reset()
  }
  return (
    <div className="flex flex-col gap-3">
      {person.is_active ? null : <InlineFailure error={change.error} />}
      <div className="flex flex-wrap gap-2">
        {person.is_active ? (
          <Button onClick={() => setAsking('deactivate')}>{t('people.deactivate')}</Button>
        ) : (
          <Button
            busy={change.isPending}
            onClick={() =>
              change.mutate({ is_active: true }, { onSuccess: () => toast.success(t('people.activated')) })
            }
          >
            {t('people.activate')}
          </Button>
        )}
        <Button kind="danger" onClick={() => setAsking('delete')}>
          {t('people.delete')}
        </Button>
      </div>
      <ConfirmDialog
        open={asking === 'deactivate'}
        onOpenChange={(open) => (open ? undefined : close())}
        title={t('people.deactivateTitle', { name: person.full_name })}
        description={<Consequence text={t('people.deactivateText')} error={change.error} />}
        action={t('people.deactivate')}
        busy={change.isPending}
        onConfirm={() =>
          change.mutate(
            { is_active: false },
            {
              onSuccess: () => {
                close()
                toast.success(t('people.deactivated'))
              },
            },
          )
        }
      />
      <ConfirmDialog
        open={asking === 'delete'}
        onOpenChange={(open) => (open ? undefined : close())}
        title={t('people.deleteTitle', { name: person.full_name })}
        description={<Consequence text={t('people.deleteText')} error={remove.error} />}
        action={t('people.delete')}
        danger
        busy={remove.isPending}
        onConfirm={() =>
          remove.mutate(undefined, {
            onSuccess: () => {
              setAsking(null)
              toast.success(t('people.deleted', { name: person.full_name }))
              onDeleted()
            },
          })
        }
      />
    </div>
  )
}

/** A refusal is shown where the decision was made, not behind it. */
function Consequence({ text, error }: { text: string; error: unknown }) {
  return (
    <span className="flex flex-col gap-3">
      <span>{text}</span>
      {error ? (
        <span className="block">
          <InlineFailure error={error} />
        </span>
      ) : null}
    </span>
  )
}

export function PersonPanel({ id, onDeleted }: { id: number; onDeleted: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const format = useFormat()
  const { user } = useSession()
  const query = useQuery(personQuery(id))
  // Changed by a colleague meanwhile; the event only says that it happened.
  useLive('person.updated', (person) => {
    if (person.id === id) void client.invalidateQueries({ queryKey: peopleKeys.one(id) })
  })
  if (query.isError && !query.data)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) {
    return (
      <Loading className="flex flex-col gap-4">
        <Skeleton className="h-12 w-2/3" />
        <Skeleton className="h-14" />
        <Skeleton className="h-14" />
        <Skeleton className="h-14" />
      </Loading>
    )
  }
  const person = query.data
  // Forms begin anew when the server's state changes under them, unless one is writing in them.
  const stamp = `${person.id}-${person.role}-${person.scopes.join()}`
  return (
    <div className="flex flex-col gap-8">
      <header className="flex items-center gap-3">
        <Avatar name={person.full_name} />
        <div className="min-w-0 flex-1">
          <h2 className="text-lg font-semibold break-words" dir="auto">
            {person.full_name}
          </h2>
          <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
            <StatusPill tone={person.is_active ? 'good' : 'neutral'}>
              {person.is_active ? t('people.active') : t('people.inactive')}
            </StatusPill>
            <span>{t('people.since', { date: format.date(person.created_at) })}</span>
          </p>
        </div>
      </header>
      <Names key={`names-${person.id}`} person={person} />
      <Section title={t('people.roleAndRights')}>
        <Rights key={stamp} person={person} />
      </Section>
      {person.id === user.id ? (
        <p className="text-sm text-muted">{t('people.notYourself')}</p>
      ) : (
        <Section title={t('people.access')}>
          <Ending person={person} onDeleted={onDeleted} />
        </Section>
      )}
    </div>
  )
}
