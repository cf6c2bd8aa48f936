import { type UseQueryOptions, useQuery } from '@tanstack/react-query'
import { CornerDownLeft, Sparkles, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '@/hooks/useCommand'
import { http } from '@/services/http'
import type { Suggestion } from '@/services/types'
import { Button, Confidence, IconButton, Kbd } from '@/ui'

/** Counted, so that what nobody takes can be improved; nobody has to wait for it. */
export function countUse(
  conversationId: number,
  { kind, source_id }: Suggestion,
  how: 'insert' | 'edit' | 'send',
  messageId?: number,
): void {
  void http
    .post('/api/app/suggestions/used', {
      conversation_id: conversationId,
      kind,
      how,
      ...(source_id !== null && { source_id }),
      ...(messageId !== undefined && { message_id: messageId }),
    })
    .catch(() => undefined)
}

function Keys({
  place,
  group,
  onInsert,
  onSend,
}: {
  place: number
  group: string
  onInsert: () => void
  onSend?: () => void
}) {
  const { t } = useTranslation()
  useCommand({
    id: `chat.suggestion.${place}`,
    group,
    label: t('chats.insertNumber', { place }),
    key: String(place),
    run: onInsert,
  })
  useCommand(
    onSend
      ? {
          id: `chat.suggestion.send.${place}`,
          group,
          label: t('chats.sendNumber', { place }),
          key: `alt+${place}`,
          run: onSend,
        }
      : null,
  )
  return null
}

/** What might be answered to the customer's last words: put into the field, or sent as it is. */
export function Suggestions<K extends readonly unknown[]>({
  query,
  messageId,
  group,
  onInsert,
  onSend,
}: {
  query: UseQueryOptions<Suggestion[], Error, Suggestion[], K>
  /** The customer's last message; hidden suggestions come back with the next one. */
  messageId: number
  /** Whose commands the keys are. */
  group: string
  onInsert: (suggestion: Suggestion) => void
  /** Without it none is sent unread, as where a reply is a letter. */
  onSend?: (suggestion: Suggestion) => void
}) {
  const { t } = useTranslation()
  const { data } = useQuery(query)
  const [hidden, setHidden] = useState<number | null>(null)
  const shown = hidden === messageId ? [] : (data ?? []).slice(0, 3)
  if (shown.length === 0) return null
  return (
    <section
      aria-label={t('chats.suggestions')}
      className="mx-3 mb-2 shrink-0 overflow-hidden rounded-md border border-line bg-surface"
    >
      <div className="flex h-8 items-center gap-1.5 ps-3 pe-1 text-sm text-muted">
        <Sparkles className="size-4" aria-hidden />
        <h3 className="flex-1">{t('chats.suggestions')}</h3>
        <IconButton label={t('chats.hideSuggestions')} size="sm" onClick={() => setHidden(messageId)}>
          <X aria-hidden />
        </IconButton>
      </div>
      <ol className="max-h-[30vh] overflow-y-auto">
        {shown.map((suggestion, index) => (
          <li key={suggestion.id} className="flex items-start gap-2 border-t border-line py-1 ps-3 pe-1">
            <Keys
              place={index + 1}
              group={group}
              onInsert={() => onInsert(suggestion)}
              onSend={onSend && (() => onSend(suggestion))}
            />
            <span className="pt-1 max-md:hidden pointer-coarse:hidden" aria-hidden>
              <Kbd keys={String(index + 1)} />
            </span>
            <button
              type="button"
              onClick={() => onInsert(suggestion)}
              className="min-w-0 flex-1 rounded-sm py-0.5 text-start hover:text-accent"
            >
              <span className="line-clamp-2 [overflow-wrap:anywhere]" dir="auto">
                {suggestion.text}
              </span>
              <span className="block truncate text-sm text-muted">
                {t(`chats.source.${suggestion.kind}`)}
                {suggestion.title ? <bdi>: {suggestion.title}</bdi> : null} ·{' '}
                <Confidence value={suggestion.confidence} />
              </span>
              <span className="sr-only">{t('chats.insert')}</span>
            </button>
            {onSend ? (
              <Button
                size="sm"
                kind="quiet"
                onClick={() => onSend(suggestion)}
                title={`Alt+${index + 1}`}
                aria-label={t('chats.sendNumber', { place: index + 1 })}
              >
                <CornerDownLeft className="rtl:-scale-x-100" aria-hidden />
                <span className="hidden lg:inline">{t('thread.send')}</span>
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  )
}
