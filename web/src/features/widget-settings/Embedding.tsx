import { useQueryClient } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, ConfirmDialog, InlineFailure, Input, Section } from '@/ui'
import { toast } from '@/ui/toast'
import { snippet } from './draft'
import { makeSecret, type WidgetSettings } from './queries'

function Code({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Input
        readOnly
        aria-label={label}
        dir="ltr"
        className="min-w-0 flex-1 font-mono"
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        onClick={() =>
          void navigator.clipboard.writeText(text).then(
            () => toast.success(t('widget.copied')),
            () => toast.error(t('widget.notCopied')),
          )
        }
      >
        <Copy aria-hidden /> {t('widget.copy')}
      </Button>
    </div>
  )
}

/** The tag for other people's pages. */
export function Snippet({ settings }: { settings: WidgetSettings }) {
  const { t } = useTranslation()
  return (
    <Section title={t('widget.snippet')} hint={t('widget.snippetHint')}>
      {settings.workspace ? (
        <>
          <Code text={snippet(settings.script, settings.workspace)} label={t('widget.snippet')} />
          {settings.enabled ? (
            <p>
              <a className="text-accent underline" href={`/widget/demo?workspace=${settings.workspace}`}>
                {t('widget.demo')}
              </a>
            </p>
          ) : null}
        </>
      ) : (
        <p className="text-muted">{t('widget.saveFirst')}</p>
      )}
    </Section>
  )
}

/** What the embedding site's server signs its people with. */
export function Secret({ settings }: { settings: WidgetSettings }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [secret, setSecret] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)

  async function make() {
    setFailure(null)
    try {
      setSecret(await makeSecret(client))
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <Section title={t('widget.identity')} hint={t('widget.identityHint')}>
      <Code text="hmac = HMAC-SHA256(secret, external_id)" label={t('widget.identity')} />
      {secret ? (
        <>
          <p role="status">{t('widget.secretOnce')}</p>
          <Code text={secret} label={t('widget.secret')} />
        </>
      ) : (
        <Button
          className="self-start"
          disabled={!settings.workspace}
          onClick={() => (settings.has_secret ? setAsking(true) : void make())}
        >
          {settings.has_secret ? t('widget.renewSecret') : t('widget.makeSecret')}
        </Button>
      )}
      <InlineFailure error={failure} />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('widget.renewSecret')}
        description={t('widget.renewHint')}
        action={t('widget.renewSecret')}
        onConfirm={() => {
          setAsking(false)
          void make()
        }}
        danger
      />
    </Section>
  )
}
