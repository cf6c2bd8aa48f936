/** What the server tells us, as the documents of its doors have it. */
import type { Theme } from '../shared/protocol'

export interface Config {
  workspace: string
  title: string
  greeting: string
  colour: string
  theme: Theme
  position: 'left' | 'right'
  locale: string
  consent_text: string
  privacy_url: string
  offline_message: string
  channels: { chat: boolean; voice: boolean; video: boolean; bot: boolean }
  online: boolean
  attachment_max_mb: number
}

export interface Person {
  id: number
  full_name: string
}

export type SessionType = 'chat' | 'voice' | 'video'

export interface Session {
  id: number
  type: SessionType
  status: 'waiting' | 'active' | 'ended'
  queue_position: number | null
  expected_wait_s: number | null
}

export interface Conversation {
  id: number
  channel: 'ticket' | 'room' | 'session' | 'chatbot' | 'widget'
  state: 'open' | 'waiting' | 'active' | 'ended'
  assistant_answers: boolean
  agent: Person | null
  ticket_id: number | null
  message_count: number
  unread_count: number
  created_at: string
  last_message_at: string | null
  last_message: { content: string; from_staff: boolean; is_ai: boolean; created_at: string } | null
  session: Session | null
}

export interface Attachment {
  id: number
  name: string
  size: number
  content_type: string
  url: string
}

export interface Message {
  id: number
  conversation_id: number
  content: string
  kind: 'said' | 'event'
  from_staff: boolean
  is_ai: boolean
  sender: { id: number; full_name: string; role: string }
  created_at: string
  read_at: string | null
  attachments: Attachment[]
  client_key: string | null
  sources: { title: string; url: string | null }[]
}

/** Written here and not yet on the server. */
export interface Pending {
  key: string
  content: string
  attachments: Attachment[]
  state: 'sending' | 'waiting' | 'refused'
  why?: string
}

export interface Visited {
  access_token: string
  expires_in: number
  visitor_token: string | null
  known: boolean
  person: Person & { email: string }
}
