import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ScopeList } from '@/features/roles/ScopeList'
import { Button, Dialog, Field, InlineFailure, Input, Select } from '@/ui'
import { toast } from '@/ui/toast'
import { LIFETIMES, makeToken } from './queries'

function Shown({ token, onClose }: { token: string; onClose: () => void }) {
  const { t } = useTranslation()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(token)
      toast.success(t('tokens.copied'))
    } catch {
      toast.error(t('tokens.notCopied'))
    }
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('tokens.made')}
      description={t('tokens.madeText')}
      footer={
        <>
          <Button onClick={() => void copy()}>
            <Copy aria-hidden />
            {t('tokens.copy')}
          </Button>
          <Button kind="primary" onClick={onClose}>
            {t('tokens.done')}
          </Button>
        </>
      }
    >
      <code className="block rounded-md border border-line bg-surface p-3 font-mono text-sm break-all select-all">
        {token}
      </code>
    </Dialog>
  )
}

export function TokenDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<string[]>([])
  const [days, setDays] = useState<(typeof LIFETIMES)[number]>('90')
  const make = useMutation({
    mutationFn: () => makeToken(client, { name: name.trim(), scopes, days: Number(days) }),
  })
  if (make.data) return <Shown token={make.data} onClose={onClose} />
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={t('tokens.addTitle')}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            busy={make.isPending}
            disabled={!name.trim() || scopes.length === 0}
            onClick={() => make.mutate()}
          >
            {t('tokens.make')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t('tokens.name')} hint={t('tokens.nameHint')}>
          {(control) => (
            <Input
              {...control}
              dir="auto"
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('tokens.lasts')} className="max-w-40">
          {(control) => (
            <Select
              {...control}
              value={days}
              onChange={setDays}
              options={LIFETIMES.map((each) => ({
                value: each,
                label: t('tokens.days', { count: Number(each) }),
              }))}
            />
          )}
        </Field>
        <ScopeList legend={t('tokens.rights')} value={scopes} onChange={setScopes} />
        <InlineFailure error={make.error} />
      </div>
    </Dialog>
  )
}
