import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/services/errors'
import { Button, Checkbox, Field, InlineFailure, Input, Section, Select, Switch, Textarea } from '@/ui'
import { toast } from '@/ui/toast'
import { changesOf, draftOf, linesOf } from './draft'
import { HoursList } from './HoursList'
import { Preview } from './Preview'
import {
  CHANNELS,
  changeWidget,
  LOCALES,
  POSITIONS,
  THEMES,
  type WidgetDraft,
  type WidgetSettings,
} from './queries'

const ZONES = Intl.supportedValuesOf('timeZone')

interface PartProps {
  draft: WidgetDraft
  change: (to: Partial<WidgetDraft>) => void
  errors: Record<string, string>
}

function Access({ draft, change, errors }: PartProps) {
  const { t } = useTranslation()
  const [origins, setOrigins] = useState(draft.allowed_origins.join('\n'))
  return (
    <Section title={t('widget.access')}>
      <Switch
        checked={draft.enabled}
        onChange={(enabled) => change({ enabled })}
        label={t('widget.enabled')}
        hint={t('widget.enabledHint')}
      />
      <Field label={t('widget.origins')} hint={t('widget.originsHint')} error={errors.allowed_origins}>
        {(control) => (
          <Textarea
            {...control}
            dir="ltr"
            rows={3}
            spellCheck={false}
            placeholder="https://shop.example"
            value={origins}
            onChange={(event) => {
              setOrigins(event.target.value)
              change({ allowed_origins: linesOf(event.target.value) })
            }}
          />
        )}
      </Field>
      <fieldset className="flex flex-wrap gap-x-6 gap-y-2">
        <legend className="mb-1 font-medium">{t('widget.channels')}</legend>
        {CHANNELS.map((one) => (
          <Checkbox
            key={one}
            label={t(`widget.channel.${one}`)}
            checked={draft.channels.includes(one)}
            onChange={(on) =>
              change({
                channels: CHANNELS.filter((each) => (each === one ? on : draft.channels.includes(each))),
              })
            }
          />
        ))}
      </fieldset>
    </Section>
  )
}

function Look({ draft, change, errors }: PartProps) {
  const { t } = useTranslation()
  return (
    <Section title={t('widget.look')}>
      <Field label={t('widget.heading')} error={errors.title}>
        {(control) => (
          <Input
            {...control}
            dir="auto"
            maxLength={200}
            value={draft.title}
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('widget.greeting')} error={errors.greeting}>
        {(control) => (
          <Textarea
            {...control}
            dir="auto"
            rows={2}
            maxLength={2000}
            value={draft.greeting}
            onChange={(event) => change({ greeting: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('widget.colour')} hint={t('widget.colourHint')} error={errors.colour}>
          {(control) => (
            <Input
              {...control}
              type="color"
              className="h-9 w-20 p-1"
              value={draft.colour}
              onChange={(event) => change({ colour: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('widget.theme')}>
          {(control) => (
            <Select
              {...control}
              value={draft.theme}
              onChange={(theme) => change({ theme })}
              options={THEMES.map((one) => ({ value: one, label: t(`widget.themes.${one}`) }))}
            />
          )}
        </Field>
        <Field label={t('widget.position')}>
          {(control) => (
            <Select
              {...control}
              value={draft.position}
              onChange={(position) => change({ position })}
              options={POSITIONS.map((one) => ({ value: one, label: t(`widget.positions.${one}`) }))}
            />
          )}
        </Field>
        <Field label={t('widget.language')}>
          {(control) => (
            <Select
              {...control}
              value={draft.locale}
              onChange={(locale) => change({ locale })}
              options={LOCALES.map((one) => ({ value: one, label: t(`widget.locales.${one}`) }))}
            />
          )}
        </Field>
      </div>
    </Section>
  )
}

function Texts({ draft, change, errors }: PartProps) {
  const { t } = useTranslation()
  return (
    <Section title={t('widget.consent')} hint={t('widget.consentHint')}>
      <Field label={t('widget.consentText')} error={errors.consent_text}>
        {(control) => (
          <Textarea
            {...control}
            dir="auto"
            maxLength={2000}
            value={draft.consent_text}
            onChange={(event) => change({ consent_text: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('widget.privacyUrl')} error={errors.privacy_url}>
        {(control) => (
          <Input
            {...control}
            type="url"
            dir="ltr"
            maxLength={500}
            placeholder="https://shop.example/privacy"
            value={draft.privacy_url}
            onChange={(event) => change({ privacy_url: event.target.value })}
          />
        )}
      </Field>
    </Section>
  )
}

function Opening({ draft, change, errors }: PartProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <Section title={t('widget.hours')} hint={t('widget.hoursHint')}>
      <HoursList value={draft.hours} onChange={(hours) => change({ hours })} />
      {errors.hours ? (
        <p role="alert" className="text-sm text-urgent">
          {errors.hours}
        </p>
      ) : null}
      <Field label={t('widget.timezone')} error={errors.timezone} className="max-w-72">
        {(control) => (
          <>
            <Input
              {...control}
              list={id}
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
      <Field label={t('widget.offlineMessage')} error={errors.offline_message}>
        {(control) => (
          <Textarea
            {...control}
            dir="auto"
            maxLength={2000}
            value={draft.offline_message}
            onChange={(event) => change({ offline_message: event.target.value })}
          />
        )}
      </Field>
    </Section>
  )
}

/** All settings with the panel beside them, as it will look. */
export function WidgetForm({ settings }: { settings: WidgetSettings }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [draft, setDraft] = useState(() => draftOf(settings))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [failure, setFailure] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const changes = changesOf(settings, draft)
  const dirty = Object.keys(changes).length > 0

  function change(to: Partial<WidgetDraft>) {
    setDraft((before) => ({ ...before, ...to }))
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !(name in to))))
  }

  async function save(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    setFailure(null)
    try {
      const saved = await changeWidget(client, changes)
      setDraft(draftOf(saved))
      setErrors({})
      toast.success(t('widget.saved'))
    } catch (error) {
      const fields = error instanceof ApiError ? error.fieldErrors() : {}
      setErrors(fields)
      if (Object.keys(fields).length === 0) setFailure(error)
    }
    setBusy(false)
  }

  const part = { draft, change, errors }
  return (
    <div className="flex flex-col gap-8 lg:flex-row">
      <form noValidate onSubmit={save} className="flex min-w-0 flex-1 flex-col gap-8">
        <Access {...part} />
        <Look {...part} />
        <Texts {...part} />
        <Opening {...part} />
        <InlineFailure error={failure} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" kind="primary" busy={busy} disabled={!dirty}>
            {t('widget.save')}
          </Button>
          {dirty ? (
            <Button kind="quiet" onClick={() => setDraft(draftOf(settings))}>
              {t('widget.undo')}
            </Button>
          ) : null}
        </div>
      </form>
      <aside aria-label={t('widget.preview')} className="lg:sticky lg:top-4 lg:w-96 lg:self-start">
        <Preview draft={draft} />
      </aside>
    </div>
  )
}
