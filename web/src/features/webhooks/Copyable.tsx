import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, Input } from '@/ui'
import { toast } from '@/ui/toast'

/** A text to take along. */
export function Copyable({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Input
        readOnly
        aria-label={label}
        dir="ltr"
        className="min-w-0 flex-1 basis-56 font-mono"
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        onClick={() =>
          void navigator.clipboard.writeText(text).then(
            () => toast.success(t('webhooks.copied')),
            () => toast.error(t('webhooks.notCopied')),
          )
        }
      >
        <Copy aria-hidden /> {t('webhooks.copy')}
      </Button>
    </div>
  )
}
