import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sessionKeys } from '@/features/session/queries'
import { ApiError } from '@/services/errors'
import { Button, Field, InlineFailure, Input, Section, Select, Switch } from '@/ui'
import { toast } from '@/ui/toast'
import { BrandPreview, Logo } from './Brand'
import {
  changeWorkspace,
  contrastWithWhite,
  KEPT,
  LOCALES,
  type Workspace,
  type WorkspaceDraft,
} from './queries'

const ZONES = Intl.supportedValuesOf('timeZone')
const LANGUAGES = { en: 'English', de: 'Deutsch', ru: 'Русский', es: 'Español' } as const

interface PartProps {
  draft: WorkspaceDraft
  change: (to: Partial<WorkspaceDraft>) => void
  errors: Record<string, string>
}

const draftOf = (workspace: Workspace): WorkspaceDraft => ({
  name: workspace.name,
  timezone: workspace.timezone,
  locale: workspace.locale,
  accent: workspace.accent,
  mail_name: workspace.mail_name,
  strangers_may_register: workspace.strangers_may_register,
  retention: workspace.retention,
})

function changesOf(before: WorkspaceDraft, after: WorkspaceDraft): Partial<WorkspaceDraft> {
  const names = Object.keys(after) as (keyof WorkspaceDraft)[]
  return Object.fromEntries(
    names
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, after[name]]),
  )
}

function Identity({ draft, change, errors }: PartProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <Section title={t('workspace.identity')}>
      <Field label={t('workspace.name')} error={errors.name}>
        {(control) => (
          <Input
            {...control}
            dir="auto"
            maxLength={200}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('workspace.timezone')} hint={t('workspace.timezoneHint')} error={errors.timezone}>
          {(control) => (
            <>
              <Input
                {...control}
                list={id}
                dir="ltr"
                value={draft.timezone}
                onChange={(event) => change({ timezone: event.target.value })}
              />
              <datalist id={id}>
                {ZONES.map((zone) => (
                  <option key={zone} value={zone} />
                ))}
              </datalist>
            </>
          )}
        </Field>
        <Field label={t('workspace.language')}>
          {(control) => (
            <Select
              {...control}
              value={draft.locale}
              onChange={(locale) => change({ locale })}
              options={LOCALES.map((one) => ({ value: one, label: LANGUAGES[one] }))}
            />
          )}
        </Field>
      </div>
      <Switch
        checked={draft.strangers_may_register}
        onChange={(strangers_may_register) => change({ strangers_may_register })}
        label={t('workspace.strangers')}
        hint={t('workspace.strangersHint')}
      />
    </Section>
  )
}

function Branding({ draft, change, errors, workspace }: PartProps & { workspace: Workspace }) {
  const { t } = useTranslation()
  const light = contrastWithWhite(draft.accent) < 4.5
  return (
    <Section title={t('workspace.branding')} hint={t('workspace.brandingHint')}>
      <div className="grid gap-6 md:grid-cols-2">
        <div className="flex flex-col gap-4">
          <Field
            label={t('workspace.accent')}
            hint={t('workspace.accentHint')}
            error={light ? t('workspace.tooLight') : errors.accent}
          >
            {(control) => (
              <Input
                {...control}
                type="color"
                className="h-9 w-20 p-1"
                value={draft.accent}
                onChange={(event) => change({ accent: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('workspace.mailName')} hint={t('workspace.mailNameHint')} error={errors.mail_name}>
            {(control) => (
              <Input
                {...control}
                dir="auto"
                maxLength={100}
                value={draft.mail_name}
                onChange={(event) => change({ mail_name: event.target.value })}
              />
            )}
          </Field>
          <Logo workspace={workspace} />
        </div>
        <BrandPreview draft={draft} logo={workspace.logo_url} />
      </div>
    </Section>
  )
}

function Retention({ draft, change, errors }: PartProps) {
  const { t } = useTranslation()
  const put = (kind: string, text: string) => {
    const { [kind]: _, ...rest } = draft.retention
    const days = Math.min(Number.parseInt(text, 10), 36_500)
    change({ retention: days >= 1 ? { ...rest, [kind]: days } : rest })
  }
  return (
    <Section title={t('workspace.retention')} hint={t('workspace.retentionHint')}>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {KEPT.map((kind) => (
          <Field key={kind} label={t(`workspace.kept.${kind}`)} className="justify-end">
            {(control) => (
              <Input
                {...control}
                type="number"
                inputMode="numeric"
                min={1}
                max={36500}
                value={draft.retention[kind] ?? ''}
                onChange={(event) => put(kind, event.target.value)}
              />
            )}
          </Field>
        ))}
      </div>
      {errors.retention ? (
        <p role="alert" className="text-sm text-urgent">
          {t('workspace.days')}
        </p>
      ) : null}
    </Section>
  )
}

export function WorkspaceForm({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [draft, setDraft] = useState(() => draftOf(workspace))
  const changes = changesOf(draftOf(workspace), draft)
  const dirty = Object.keys(changes).length > 0
  const save = useMutation({
    mutationFn: () => changeWorkspace(client, changes),
    onSuccess: (saved) => {
      setDraft(draftOf(saved))
      toast.success(t('workspace.saved'))
      void client.invalidateQueries({ queryKey: sessionKeys.session })
    },
  })
  const errors = save.error instanceof ApiError ? save.error.fieldErrors() : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const part = {
    draft,
    errors,
    change: (to: Partial<WorkspaceDraft>) => setDraft((before) => ({ ...before, ...to })),
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-8">
      <Identity {...part} />
      <Branding {...part} workspace={workspace} />
      <Retention {...part} />
      {Object.keys(errors).length === 0 ? <InlineFailure error={save.error} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary" busy={save.isPending} disabled={!dirty}>
          {t('workspace.save')}
        </Button>
        {dirty ? (
          <Button kind="quiet" onClick={() => setDraft(draftOf(workspace))}>
            {t('workspace.undo')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}
