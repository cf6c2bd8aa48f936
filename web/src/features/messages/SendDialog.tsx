import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/services/errors'
import { Field, FormDialog, InlineFailure, Input, Select, Textarea } from '@/ui'
import { toast } from '@/ui/toast'
import { LivePreview } from './LivePreview'
import { CHANNELS, type Channel, sendMessage, templatesQuery } from './queries'

const FREE = 'free'
/** What the server fills in itself, where the address is that of a person here. */
const KNOWN = ['name', 'email']

/** Write to somebody, from a template, or (administrators) freely. */
export function SendDialog({ mayWriteFreely, onClose }: { mayWriteFreely: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { data: templates = [] } = useQuery(templatesQuery)
  const [channel, setChannel] = useState<Channel>('email')
  const [chosen, setChosen] = useState<string>()
  const [language, setLanguage] = useState<string>()
  const [recipient, setRecipient] = useState('')
  const [subject, setSubject] = useState('')
  const [body, setBody] = useState('')
  const [variables, setVariables] = useState<Record<string, string>>({})
  const fitting = templates.filter((one) => one.type === channel)
  const value = chosen ?? (mayWriteFreely ? FREE : undefined)
  const template = fitting.find((one) => one.id === value)
  const text = template?.texts.find((one) => one.language === language) ?? template?.texts[0]
  const names = text?.variables.filter((one) => one !== 'unsubscribe_link') ?? []
  const save = useMutation({
    mutationFn: () => {
      const given = Object.fromEntries(
        names.map((name) => [name, variables[name] ?? '']).filter(([, said]) => said !== ''),
      )
      return sendMessage(client, {
        recipient: recipient.trim(),
        type: channel,
        purpose: 'service',
        ...(template
          ? {
              template_id: template.id,
              variables: given,
              language: text?.language ?? '',
              subject: '',
              body: '',
            }
          : { subject, body, language: '' }),
      })
    },
    onSuccess: (sent) => {
      if (sent.state === 'suppressed') toast.error(t('messages.notWritten'))
      else toast.success(t('messages.written'))
      onClose()
    },
  })
  const told = save.error instanceof ApiError ? save.error.fieldErrors() : {}
  const submit = () => {
    if (template || mayWriteFreely) save.mutate()
  }
  const change = (next: Channel) => {
    setChannel(next)
    setChosen(undefined)
  }
  return (
    <FormDialog
      wide
      title={t('messages.write')}
      description={mayWriteFreely ? undefined : t('messages.writeHint')}
      action={t('messages.send')}
      busy={save.isPending}
      disabled={!recipient.trim() || !(template || mayWriteFreely)}
      onClose={onClose}
      onSubmit={submit}
    >
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field label={t('messages.byChannel')}>
          {(control) => (
            <Select
              {...control}
              value={channel}
              onChange={change}
              options={CHANNELS.map((each) => ({ value: each, label: t(`messages.channel.${each}`) }))}
            />
          )}
        </Field>
        <Field
          label={t('messages.to')}
          hint={t(`messages.toHint.${channel}`)}
          error={told.recipient ?? undefined}
        >
          {(control) => (
            <Input
              {...control}
              dir="ltr"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={254}
              value={recipient}
              onChange={(event) => setRecipient(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('messages.template')}>
          {(control) => (
            <Select
              {...control}
              value={value}
              onChange={setChosen}
              placeholder={t('messages.choose')}
              options={[
                ...(mayWriteFreely ? [{ value: FREE, label: t('messages.freely') }] : []),
                ...fitting.map((one) => ({ value: one.id, label: one.name })),
              ]}
            />
          )}
        </Field>
        {template && template.texts.length > 1 ? (
          <Field label={t('messages.language')}>
            {(control) => (
              <Select
                {...control}
                value={text?.language}
                onChange={setLanguage}
                options={template.texts.map((one) => ({ value: one.language, label: one.language }))}
              />
            )}
          </Field>
        ) : null}
      </div>
      {template && text ? (
        <>
          {names.length > 0 ? (
            <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
              {names.map((name) => (
                <Field
                  key={name}
                  label={name}
                  hint={KNOWN.includes(name) ? t('messages.known') : null}
                  error={told[`variables.${name}`]}
                >
                  {(control) => (
                    <Input
                      {...control}
                      dir="auto"
                      maxLength={5000}
                      value={variables[name] ?? ''}
                      onChange={(event) =>
                        setVariables((before) => ({ ...before, [name]: event.target.value }))
                      }
                    />
                  )}
                </Field>
              ))}
            </div>
          ) : null}
          <LivePreview type={channel} text={text} variables={variables} />
        </>
      ) : mayWriteFreely ? (
        <>
          {channel === 'email' ? (
            <Field label={t('messages.subject')} error={told.subject}>
              {(control) => (
                <Input
                  {...control}
                  dir="auto"
                  maxLength={300}
                  value={subject}
                  onChange={(event) => setSubject(event.target.value)}
                />
              )}
            </Field>
          ) : null}
          <Field label={t('messages.text')} error={told.body}>
            {(control) => (
              <Textarea
                {...control}
                dir="auto"
                rows={6}
                maxLength={50000}
                value={body}
                onChange={(event) => setBody(event.target.value)}
              />
            )}
          </Field>
        </>
      ) : null}
      <InlineFailure error={Object.keys(told).length > 0 ? null : save.error} />
    </FormDialog>
  )
}
