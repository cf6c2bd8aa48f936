import { useQueryClient } from '@tanstack/react-query'
import { Copy, Dices } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RoleSelect } from '@/features/roles/RoleSelect'
import { AccountFields } from '@/features/session/AccountFields'
import { type AccountValues, accountSchema } from '@/features/session/schemas'
import { useAppForm } from '@/hooks/useAppForm'
import { isBuiltIn, type Person } from '@/services/types'
import { Button, Field, InlineFailure, PasswordInput, Switch } from '@/ui'
import { toast } from '@/ui/toast'
import { createPerson } from './queries'
import { ScopeBoxes } from './Scopes'
import { newPassword } from './scopes'

interface Made {
  person: Person
  password: string
}

export function NewPersonForm({ onDone }: { onDone: (person: Person | null) => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [role, setRole] = useState('support_agent')
  const [scopes, setScopes] = useState<string[] | null>(null)
  const [made, setMade] = useState<Made | null>(null)
  const form = useAppForm<AccountValues>(accountSchema, {
    defaultValues: { full_name: '', username: '', email: '', password: newPassword() },
    onSubmit: async ({ full_name, username, email, password }) => {
      const person = await createPerson(client, {
        full_name,
        username,
        email,
        password,
        role,
        ...(scopes && { scopes }),
      })
      setMade({ person, password })
    },
  })
  if (made) return <Handover made={made} onDone={() => onDone(made.person)} />
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
      <AccountFields form={form} />
      <Field
        label={t('people.firstPassword')}
        hint={t('people.firstPasswordHint')}
        error={form.error('password')}
        aside={
          <Button kind="link" size="sm" onClick={() => form.setValue('password', newPassword())}>
            <Dices aria-hidden />
            {t('people.anotherPassword')}
          </Button>
        }
      >
        {(control) => (
          <PasswordInput {...control} {...form.register('password')} autoComplete="new-password" />
        )}
      </Field>
      <Field label={t('people.role')} hint={t(`people.roleHint.${isBuiltIn(role) ? role : 'custom'}`)}>
        {(control) => <RoleSelect {...control} value={role} onChange={setRole} />}
      </Field>
      <Switch
        checked={scopes !== null}
        onChange={(on) => setScopes(on ? [] : null)}
        label={t('people.ownRights')}
        hint={t('people.ownRightsHint')}
      />
      {scopes ? <ScopeBoxes value={scopes} onChange={setScopes} /> : null}
      <InlineFailure error={form.failure} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('people.create')}
        </Button>
        <Button kind="quiet" onClick={() => onDone(null)}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}

/** The password is shown this once: nobody can read it later. */
function Handover({ made, onDone }: { made: Made; onDone: () => void }) {
  const { t } = useTranslation()
  const { person, password } = made
  const text = `${window.location.origin}\n${t('fields.username')}: ${person.username}\n${t('fields.password')}: ${password}`
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      toast.success(t('people.copied'))
    } catch {
      toast.error(t('people.notCopied'))
    }
  }
  return (
    <div className="flex flex-col gap-4" role="status">
      <p>{t('people.made', { name: person.full_name })}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 rounded-md border border-line bg-surface p-3">
        <dt className="text-muted">{t('fields.username')}</dt>
        <dd className="min-w-0 break-all select-all">{person.username}</dd>
        <dt className="text-muted">{t('fields.password')}</dt>
        <dd className="min-w-0 font-mono break-all select-all">{password}</dd>
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" onClick={() => void copy()}>
          <Copy aria-hidden />
          {t('people.copy')}
        </Button>
        <Button onClick={onDone}>{t('people.done')}</Button>
      </div>
    </div>
  )
}
