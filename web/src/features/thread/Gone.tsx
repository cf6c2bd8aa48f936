import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, EmptyState } from '@/ui'

/** The text one was writing when a ticket went away; nothing written is lost silently. */
function unsent(ticketId: number): string {
  try {
    return sessionStorage.getItem(`ringdesk.draft.reply:${ticketId}`) ?? ''
  } catch {
    return ''
  }
}

/** The ticket was deleted while it was open here. */
export function Gone({ ticketId, onBack }: { ticketId: number; onBack: () => void }) {
  const { t } = useTranslation()
  const text = unsent(ticketId)
  return (
    <EmptyState
      icon={Trash2}
      title={t('thread.deletedTitle')}
      action={<Button onClick={onBack}>{t('thread.backToList')}</Button>}
    >
      <p>{t('thread.deletedText')}</p>
      {text ? (
        <>
          <p className="mt-3">{t('thread.deletedDraft')}</p>
          <blockquote
            className="mt-1 max-h-40 overflow-y-auto rounded-md border border-line bg-surface p-2 text-start whitespace-pre-wrap text-fg"
            dir="auto"
          >
            {text}
          </blockquote>
        </>
      ) : null}
    </EmptyState>
  )
}
