import { useQueryClient } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { useErrorText } from '@/hooks/useErrorText'
import { http } from '@/services/http'
import { type ChatMessage, INTENTS } from '@/services/types'
import { Confidence, Menu, MenuContent, MenuLabel, MenuRadioGroup, MenuRadioItem, MenuTrigger } from '@/ui'
import { toast } from '@/ui/toast'
import { putChatMessage } from './cache'
import { useIntentName, useLanguageName } from './words'

const SENTIMENTS = ['positive', 'neutral', 'negative']

/** What the assistant made of a customer's words, and the way to say what they are really about. */
export function Analysis({ message }: { message: ChatMessage }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { user, scopes } = useSession()
  const errorText = useErrorText()
  const intentName = useIntentName()
  const languageName = useLanguageName()
  const { analysis } = message
  if (!analysis) return null
  const correct = async (intent: string) => {
    if (intent === analysis.intent && analysis.corrected) return
    try {
      const changed = await http.put<ChatMessage>(`/api/app/messages/${message.id}/intent`, { intent })
      putChatMessage(client, changed, user)
      toast.success(t('chats.corrected'))
    } catch (error) {
      toast.error(errorText(error))
    }
  }
  const words = (
    <>
      {intentName(analysis.intent)}
      {', '}
      {analysis.corrected ? t('chats.saidByPerson') : <Confidence value={analysis.confidence} />}
    </>
  )
  const rest = [
    SENTIMENTS.includes(analysis.sentiment) && analysis.sentiment !== 'neutral'
      ? t(`chats.sentiment.${analysis.sentiment}`)
      : null,
    languageName(analysis.language),
  ].filter((each) => each !== null)
  return (
    <p className="mt-2 flex flex-wrap items-center gap-x-2 border-t border-line pt-1.5 text-sm text-muted">
      {scopes.includes('chats:write') ? (
        <Menu modal={false}>
          <MenuTrigger className="inline-flex items-center gap-1 rounded-sm hover:text-fg hover:underline pointer-coarse:min-h-11">
            {words}
            <Pencil className="size-3" aria-hidden />
            <span className="sr-only">{t('chats.correct')}</span>
          </MenuTrigger>
          <MenuContent align="start">
            <MenuLabel>{t('chats.correct')}</MenuLabel>
            <MenuRadioGroup value={analysis.intent} onValueChange={(value) => void correct(value)}>
              {INTENTS.map((intent) => (
                <MenuRadioItem key={intent} value={intent}>
                  {intentName(intent)}
                </MenuRadioItem>
              ))}
            </MenuRadioGroup>
          </MenuContent>
        </Menu>
      ) : (
        <span>{words}</span>
      )}
      {rest.map((each) => (
        <span key={each}>· {each}</span>
      ))}
    </p>
  )
}
