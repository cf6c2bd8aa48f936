/**
 * The shapes that the API answers with and takes, by the app's names. They come from `schema.d.ts`, which
 * `npm run types` writes from the server's document; only what that document says too loosely is said here.
 */
import type { paths } from './schema'

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
type Json<T> = T extends { content: { 'application/json': infer Body } } ? Body : never

/** What a door answers when all goes well. */
export type Answer<P extends keyof paths, M extends Method = 'get'> = paths[P][M] extends {
  responses: infer All
}
  ? { [Status in keyof All]: Status extends 200 | 201 ? Json<All[Status]> : never }[keyof All]
  : never

/** What a door takes. Fields that the server fills in itself are not asked for. */
export type Body<P extends keyof paths, M extends Method = 'post'> = paths[P][M] extends {
  requestBody?: infer Taken
}
  ? Json<NonNullable<Taken>>
  : never

/** A shape with some of its fields said more exactly; only fields that it has. */
type Exactly<
  Shape,
  Fields extends { [Name in keyof Fields]: Name extends keyof Shape ? unknown : never },
> = Omit<Shape, keyof Fields> & Fields

type Item<List> = List extends readonly (infer Each)[] ? Each : never

export type Role = 'admin' | 'support_agent' | 'operator' | 'customer'
export const ROLES = ['admin', 'support_agent', 'operator', 'customer'] as const satisfies readonly Role[]
export const isBuiltIn = (role: string): role is Role => (ROLES as readonly string[]).includes(role)

/** `scopes`: what the account may do, by its role or given to it one by one. */
export type Person = Exactly<Item<Answer<'/api/users'>>, { user_type: 'admin' | 'customer' }>
export type Session = Exactly<Answer<'/api/app/session'>, { user: Person }>
export type Setup = Answer<'/api/app/setup'>
/** A sign-in of one's own: a browser that holds a session. */
export type SignIn = Item<Answer<'/api/app/sessions'>>

export type Ticket = Item<Answer<'/api/tickets'>>
export type Priority = Ticket['priority']
export type TicketStatus = Ticket['status']
export type Category = Ticket['category']

export const PRIORITIES = ['low', 'medium', 'high', 'critical'] as const satisfies readonly Priority[]
export const STATUSES = [
  'open',
  'in_progress',
  'resolved',
  'closed',
  'cancelled',
] as const satisfies readonly TicketStatus[]
export const CATEGORIES = [
  'system_down',
  'performance_issue',
  'password_reset',
  'software_installation',
  'hardware_issue',
  'network_issue',
  'other',
] as const satisfies readonly Category[]

export type PersonRef = NonNullable<Ticket['agent']>
export type Attachment = Answer<'/api/attachments', 'post'>

type SaidInTicket = Item<Answer<'/api/messages/ticket/{ticket_id}'>>
export type Message = Exactly<
  SaidInTicket,
  { sender: Exactly<SaidInTicket['sender'], { role: Role }>; attachments: Attachment[] }
>
export type TicketDetail = Exactly<Answer<'/api/tickets/{ticket_id}'>, { messages: Message[] }>

export interface TicketFilters {
  /** One or several with commas, as in `open,in_progress`; so are priority and category. */
  status?: string
  priority?: string
  /** A person's id, `me` or `none`. */
  assigned_to?: number | string
  category?: string
  tag?: string
  q?: string
  created_by?: number
}

export type TicketEvent = Exactly<
  Item<Answer<'/api/tickets/{ticket_id}/history'>>,
  { changes: Record<string, { from: unknown; to: unknown }> }
>
export type TicketCounts = Answer<'/api/app/tickets/counts'>
export type SavedView = Exactly<Item<Answer<'/api/app/views'>>, { filters: Record<string, string> }>

type MessageBody = Body<'/api/messages'>
export type NewMessage = Pick<MessageBody, 'ticket_id' | 'content'> & Partial<MessageBody>

export type AnalyticsDashboard = Answer<'/api/analytics/dashboard'>
export type AgentPerformance = Item<AnalyticsDashboard['agent_performance']>
/** The last days of the organisation's calendar, oldest first, zeros included. */
export type AgentWithDays = Answer<'/api/analytics/agent/{agent_id}'>
export type AgentStats = Answer<'/api/analytics/agent-stats'>
export type CustomerStats = Answer<'/api/analytics/customer-stats'>

export const SEVERITIES = ['info', 'warning', 'critical'] as const
export type Severity = (typeof SEVERITIES)[number]

export type SystemHealth = Answer<'/api/dashboard/metrics'>['system_health']
/** `value` and `threshold`: what was measured when it was raised, and the rule's limit then. */
export type Alert = Exactly<Item<Answer<'/api/dashboard/alerts'>>, { severity: Severity }>
/** Raised after `samples` measurements in a row above the one limit, cleared after as many below the other. */
export type AlertRule = Exactly<Item<Answer<'/api/app/alert-rules'>>, { severity: Severity }>
/** What an administrator should look at. */
export type SecurityEvent = Exactly<
  Answer<'/api/app/security/events/{event_id}'>,
  { details: Record<string, unknown> }
>
/** A job that failed for good. */
export type DeadLetter = Item<Answer<'/api/app/dead-letters'>>
export type SocketStats = Answer<'/api/v1/ws/stats'>
/** `metadata` is a JSON text, as documented. */
export type LogEntry = Item<Answer<'/api/dashboard/logs'>>
export type DashboardMetrics = Exactly<Answer<'/api/dashboard/metrics'>, { recent_alerts: Alert[] }>

/** A chat, a call, a talk with the assistant: as the side that asks may see it. */
export type Chat = Answer<'/api/app/conversations/{conversation_id}'>
export type ChatState = Chat['state']
/** The latest one that has not ended. */
export type ChatSession = NonNullable<Chat['session']>
type SaidInChat = Item<Answer<'/api/app/conversations/{conversation_id}/messages'>>
/** An event's content is a JSON text: what happened, with names and numbers. */
export type ChatMessage = Exactly<SaidInChat, { attachments: Attachment[] }>
export type ChatCounts = Answer<'/api/app/conversations/counts'>

export const INTENTS = ['greeting', 'complaint', 'inquiry', 'support', 'feedback', 'uncategorized'] as const
export type Intent = (typeof INTENTS)[number]

/** What might be answered; `id` is its source's, null for a set phrase. */
export type Suggestion = Item<Answer<'/api/app/conversations/{conversation_id}/suggestions'>>
/** Which priority a ticket's words ask for; `reasons` are the names of rules, or a category's. */
export type Urgency = Answer<'/api/app/tickets/{ticket_id}/urgency'>
export type Summary = Answer<'/api/app/conversations/{conversation_id}/summary'>
/** Why a chat came from the assistant to people, and what was said before. */
export type Handoff = Answer<'/api/app/conversations/{conversation_id}/handoff'>
/** What staff may know of a customer, in one answer. */
export type CustomerCard = Answer<'/api/app/customers/{customer_id}'>

export type Availability = Answer<'/api/app/availability'>
export type AvailabilityState = Availability['state']
export const AVAILABILITIES = [
  'available',
  'busy',
  'away',
  'offline',
] as const satisfies readonly AvailabilityState[]
export type Colleague = Item<Answer<'/api/app/team/availability'>>
export type Routing = Answer<'/api/app/settings/routing'>

/** A lead: `status` is the sales stage, `dial_status` where the dialler has it. */
type Custom = Record<string, string | number | boolean | null>
export type Lead = Exactly<Item<Answer<'/api/app/leads'>>, { custom: Custom }>
export type LeadStage = Lead['status']
export type DialStatus = Lead['dial_status']
export type LeadPriority = Lead['priority']
export const LEAD_STAGES = [
  'new',
  'contacted',
  'qualified',
  'converted',
  'lost',
] as const satisfies readonly LeadStage[]
export const DIAL_STATUSES = [
  'pending',
  'claimed',
  'calling',
  'answered',
  'transferred',
  'failed',
] as const satisfies readonly DialStatus[]
export const LEAD_PRIORITIES = ['urgent', 'high', 'medium', 'low'] as const satisfies readonly LeadPriority[]

/** A telephone call, not over the browser's own line. */
export type PhoneCall = Item<Answer<'/api/app/calls'>>
/** What somebody who makes calls has before them. */
export type CallingDesk = Exactly<Answer<'/api/app/calling/me'>, { lead: Lead | null }>
export type Callback = Item<Answer<'/api/app/calling/callbacks'>>
export type Wallboard = Answer<'/api/app/wallboard'>
export type Campaign = Item<Answer<'/api/app/campaigns'>>
export type CallingList = Item<Answer<'/api/app/calling-lists'>>
export type Disposition = Item<Answer<'/api/app/dispositions'>>
export type Script = Item<Answer<'/api/app/scripts'>>
export type LeadImport = Item<Answer<'/api/app/imports'>>
export type Carrier = Item<Answer<'/api/app/carriers'>['carriers']>
export type RoutingRule = Item<Answer<'/api/v1/automation/routing-rules'>>
export type Team = Item<Answer<'/api/v1/teams'>>
