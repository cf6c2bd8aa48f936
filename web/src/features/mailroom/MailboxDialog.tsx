import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { line, useAppForm } from '@/hooks/useAppForm'
import { Field, FormDialog, InlineFailure, Input, PasswordInput } from '@/ui'
import { toast } from '@/ui/toast'
import { addMailbox, changeMailbox, type Mailbox } from './queries'

const between = (least: number, most: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.check(
      (text) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most,
      'mailroom.outOfRange',
    ),
  )

const fields = {
  name: line(80),
  address: line(254),
  host: line(253),
  port: between(1, 65_535),
  username: line(200),
  folder: line(200),
  interval_s: between(10, 86_400),
  authserv_id: v.pipe(v.string(), v.trim(), v.maxLength(253, 'validation.tooLong')),
}
const newSchema = v.object({ ...fields, password: line(500) })
const oldSchema = v.object({
  ...fields,
  password: v.pipe(v.string(), v.maxLength(500, 'validation.tooLong')),
})

/** A new mailbox, or another one's settings. A password that is there is never shown. */
export function MailboxDialog({ mailbox, onClose }: { mailbox: Mailbox | null; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useAppForm(mailbox ? oldSchema : newSchema, {
    defaultValues: {
      name: mailbox?.name ?? '',
      address: mailbox?.address ?? '',
      host: mailbox?.host ?? '',
      port: String(mailbox?.port ?? 993),
      username: mailbox?.username ?? '',
      password: '',
      folder: mailbox?.folder ?? 'INBOX',
      interval_s: String(mailbox?.interval_s ?? 60),
      authserv_id: mailbox?.authserv_id ?? '',
    },
    onSubmit: async ({ password, port, interval_s, ...values }) => {
      const given = { ...values, port: Number(port), interval_s: Number(interval_s) }
      if (mailbox) await changeMailbox(client, mailbox.id, password ? { ...given, password } : given)
      else await addMailbox(client, { ...given, password, enabled: true })
      toast.success(t('mailroom.saved'))
      onClose()
    },
  })
  const text = (
    name: 'name' | 'address' | 'host' | 'port' | 'username' | 'folder' | 'interval_s' | 'authserv_id',
    hint?: string,
    numeric = false,
  ) => (
    <Field label={t(`mailroom.field.${name}`)} hint={hint} error={form.error(name)}>
      {(control) => (
        <Input
          {...control}
          {...form.register(name)}
          dir={name === 'name' ? 'auto' : 'ltr'}
          inputMode={numeric ? 'numeric' : undefined}
          autoComplete="off"
          spellCheck={false}
        />
      )}
    </Field>
  )
  return (
    <FormDialog
      wide
      title={mailbox ? t('mailroom.edit', { name: mailbox.name }) : t('mailroom.add')}
      action={t('mailroom.save')}
      busy={form.busy}
      onClose={onClose}
      onSubmit={form.submit}
    >
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {text('name')}
        {text('address', t('mailroom.addressHint'))}
        {text('host', t('mailroom.hostHint'))}
        {text('port', undefined, true)}
        {text('username')}
        <Field
          label={t('mailroom.field.password')}
          hint={mailbox?.has_password ? t('mailroom.passwordKept') : undefined}
          error={form.error('password')}
        >
          {(control) => (
            <PasswordInput {...control} {...form.register('password')} autoComplete="new-password" />
          )}
        </Field>
        {text('folder')}
        {text('interval_s', t('mailroom.intervalHint'), true)}
      </div>
      {text('authserv_id', t('mailroom.authservHint'))}
      <InlineFailure error={form.failure} />
    </FormDialog>
  )
}
