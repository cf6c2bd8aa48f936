import { Lock, Reply } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/ui'

/** Reply or note. A pair of radio buttons by nature: exactly one holds. */
export function KindToggle({
  internal,
  noReply,
  onChange,
}: {
  internal: boolean
  noReply: boolean
  onChange: (internal: boolean) => void
}) {
  const { t } = useTranslation()
  const kinds = [
    { value: false, label: t('thread.reply'), icon: Reply },
    { value: true, label: t('thread.note'), icon: Lock },
  ]
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">{t('thread.kind')}</legend>
      {kinds.map(({ value, label, icon: Icon }) => (
        <label
          key={label}
          className={cn(
            'flex h-7 cursor-pointer items-center gap-1.5 rounded-md px-2 text-sm text-muted hover:text-fg has-checked:font-medium has-checked:text-fg has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:h-11',
            internal === value && (value ? 'bg-surface text-waiting' : 'bg-hover'),
            !value && noReply && 'cursor-not-allowed',
          )}
        >
          <input
            type="radio"
            name="kind"
            className="sr-only"
            checked={internal === value}
            disabled={!value && noReply}
            onChange={() => onChange(value)}
          />
          <Icon className="size-4" aria-hidden />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
