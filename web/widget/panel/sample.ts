import type { State } from './state'
import type { Message } from './types'
import type { Words } from './words'

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 5, 10, minute)).toISOString()

/** A little talk, for the preview. */
export function sample(words: Words): Partial<State> {
  const message = (id: number, content: string, more: Partial<Message>): Message => ({
    id,
    content,
    conversation_id: 1,
    kind: 'said',
    from_staff: false,
    is_ai: false,
    read_at: at(3),
    client_key: null,
    sender: { id: 1, full_name: '', role: 'customer' },
    created_at: at(id),
    attachments: [],
    sources: [],
    ...more,
  })
  return {
    me: { id: 1, full_name: '' },
    conversation: {
      id: 1,
      channel: 'widget',
      state: 'open',
      assistant_answers: true,
      agent: null,
      ticket_id: null,
      message_count: 2,
      unread_count: 0,
      created_at: at(0),
      last_message_at: at(2),
      last_message: null,
      session: null,
    },
    messages: [
      message(1, words.previewQuestion, {}),
      message(2, words.previewAnswer, {
        from_staff: true,
        is_ai: true,
        sender: { id: 0, full_name: words.assistant, role: 'assistant' },
      }),
    ],
  }
}
