import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/services/errors'
import { Button, Dialog, Field, InlineFailure, Input, Select, Switch, Textarea } from '@/ui'
import { toast } from '@/ui/toast'
import { LivePreview } from './LivePreview'
import { CHANNELS, type Channel, saveTemplate, type Template } from './queries'

interface Draft {
  language: string
  subject: string
  body: string
  html: string
}

const LANGUAGES = ['en', 'de', 'es', 'ru', 'fr', 'it', 'pl', 'pt', 'nl', 'tr', 'uk']
const FIRST: Draft = { language: 'en', subject: '', body: '', html: '' }

const draftsOf = (template: Template | null): Draft[] =>
  template?.texts.map((one) => ({
    language: one.language,
    subject: one.subject,
    body: one.body,
    html: one.html ?? '',
  })) ?? [FIRST]

/** A template's words, language by language, beside how they will read. */
export function TemplateDialog({
  template,
  mayChange,
  onClose,
}: {
  template: Template | null
  mayChange: boolean
  onClose: () => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const id = useId()
  const [name, setName] = useState(template?.name ?? '')
  const [channel, setChannel] = useState<Channel>(template?.type ?? 'email')
  const [marketing, setMarketing] = useState(template?.purpose === 'marketing')
  const [approved, setApproved] = useState(template?.provider_template ?? '')
  const [drafts, setDrafts] = useState<Draft[]>(() => draftsOf(template))
  const [at, setAt] = useState(0)
  const [variables, setVariables] = useState<Record<string, string>>({})
  const draft = drafts[at] ?? FIRST
  const mail = channel === 'email'
  const set = (changes: Partial<Draft>) =>
    setDrafts((all) => all.map((one, nr) => (nr === at ? { ...one, ...changes } : one)))
  const free = LANGUAGES.filter((one) => !drafts.some(({ language }) => language === one))
  const add = () => {
    setDrafts((all) => [...all, { ...FIRST, language: free[0] ?? 'en' }])
    setAt(drafts.length)
  }
  const drop = () => {
    setDrafts((all) => all.filter((_, nr) => nr !== at))
    setAt(0)
  }
  const save = useMutation({
    mutationFn: () =>
      saveTemplate(client, template?.id ?? null, {
        name: name.trim(),
        type: channel,
        purpose: marketing ? 'marketing' : 'service',
        provider_template: channel === 'whatsapp' ? approved.trim() : '',
        texts: drafts.map((one) => ({
          language: one.language,
          body: one.body,
          subject: mail || channel === 'push' ? one.subject : '',
          html: mail && one.html.trim() ? one.html : null,
        })),
      }),
    onSuccess: () => {
      toast.success(t('messages.templateSaved'))
      onClose()
    },
  })
  const told = save.error instanceof ApiError ? save.error.fieldErrors() : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const names = [
    ...`${draft.subject}${draft.body}${draft.html}`.matchAll(/\{\{\s*([A-Za-z_][\w.]{0,39})\s*\}\}/g),
  ]
    .map((found) => found[1] ?? '')
    .filter((one, nr, all) => one !== 'unsubscribe_link' && all.indexOf(one) === nr)
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={template ? template.name : t('messages.addTemplate')}
      footer={
        <>
          <Button onClick={onClose}>{t(mayChange ? 'ui.cancel' : 'ui.close')}</Button>
          {mayChange ? (
            <Button
              type="submit"
              form={id}
              kind="primary"
              busy={save.isPending}
              disabled={!name.trim() || drafts.some((one) => !one.body.trim())}
            >
              {t('messages.saveTemplate')}
            </Button>
          ) : null}
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <fieldset disabled={!mayChange} className="flex min-w-0 flex-col gap-4">
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
            <Field label={t('messages.name')} error={told.name}>
              {(control) => (
                <Input
                  {...control}
                  dir="auto"
                  maxLength={120}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
              )}
            </Field>
            <Field label={t('messages.byChannel')}>
              {(control) => (
                <Select
                  {...control}
                  disabled={Boolean(template) || !mayChange}
                  value={channel}
                  onChange={setChannel}
                  options={CHANNELS.map((each) => ({ value: each, label: t(`messages.channel.${each}`) }))}
                />
              )}
            </Field>
          </div>
          <Switch
            checked={marketing}
            onChange={setMarketing}
            disabled={!mayChange}
            label={t('messages.isMarketing')}
            hint={t('messages.isMarketingHint')}
          />
          {channel === 'whatsapp' ? (
            <Field label={t('messages.approved')} hint={t('messages.approvedHint')}>
              {(control) => (
                <Input
                  {...control}
                  dir="ltr"
                  maxLength={200}
                  value={approved}
                  onChange={(event) => setApproved(event.target.value)}
                />
              )}
            </Field>
          ) : null}
        </fieldset>
        <div className="flex flex-wrap items-end gap-2 border-b border-line pb-2">
          {drafts.map((one, nr) => (
            <Button
              key={one.language}
              kind={nr === at ? 'primary' : 'secondary'}
              aria-pressed={nr === at}
              onClick={() => setAt(nr)}
            >
              {one.language}
            </Button>
          ))}
          {mayChange && free.length > 0 ? (
            <Button onClick={add}>
              <Plus aria-hidden /> {t('messages.addLanguage')}
            </Button>
          ) : null}
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-6 lg:grid-cols-2">
          <fieldset disabled={!mayChange} className="flex min-w-0 flex-col gap-4">
            <div className="flex items-end gap-2">
              <Field className="flex-1" label={t('messages.language')} error={told.language}>
                {(control) => (
                  <Select
                    {...control}
                    disabled={!mayChange}
                    value={draft.language}
                    onChange={(language) => set({ language })}
                    options={[...new Set([draft.language, ...free])].map((value) => ({
                      value,
                      label: value,
                    }))}
                  />
                )}
              </Field>
              {mayChange && drafts.length > 1 ? (
                <Button onClick={drop}>
                  <Trash2 aria-hidden /> {t('messages.dropLanguage')}
                </Button>
              ) : null}
            </div>
            {mail || channel === 'push' ? (
              <Field label={t('messages.subject')} error={told.subject}>
                {(control) => (
                  <Input
                    {...control}
                    dir="auto"
                    maxLength={300}
                    value={draft.subject}
                    onChange={(event) => set({ subject: event.target.value })}
                  />
                )}
              </Field>
            ) : null}
            <Field label={t('messages.text')} hint={t('messages.textHint')} error={told.body}>
              {(control) => (
                <Textarea
                  {...control}
                  dir="auto"
                  rows={8}
                  maxLength={50000}
                  value={draft.body}
                  onChange={(event) => set({ body: event.target.value })}
                />
              )}
            </Field>
            {mail ? (
              <Field label="HTML" hint={t('messages.htmlHint')} error={told.html}>
                {(control) => (
                  <Textarea
                    {...control}
                    dir="ltr"
                    rows={6}
                    maxLength={200000}
                    spellCheck={false}
                    className="font-mono"
                    value={draft.html}
                    onChange={(event) => set({ html: event.target.value })}
                  />
                )}
              </Field>
            ) : null}
          </fieldset>
          <div className="flex min-w-0 flex-col gap-4">
            <LivePreview
              type={channel}
              text={{
                ...draft,
                html: mail ? draft.html || null : null,
                subject: mail || channel === 'push' ? draft.subject : '',
              }}
              variables={variables}
            />
            {names.length > 0 ? (
              <div className="flex flex-col gap-2">
                <h3 className="text-sm font-medium text-muted">{t('messages.tryValues')}</h3>
                {names.map((one) => (
                  <Field key={one} label={one}>
                    {(control) => (
                      <Input
                        {...control}
                        dir="auto"
                        maxLength={500}
                        value={variables[one] ?? ''}
                        onChange={(event) =>
                          setVariables((before) => ({ ...before, [one]: event.target.value }))
                        }
                      />
                    )}
                  </Field>
                ))}
              </div>
            ) : null}
          </div>
        </div>
        <InlineFailure error={Object.keys(told).length > 0 ? null : save.error} />
      </form>
    </Dialog>
  )
}
