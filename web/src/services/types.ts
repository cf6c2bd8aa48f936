/** What the API answers, by hand until `npm run types` writes schema.d.ts from the server's document. */

export type Role = 'admin' | 'support_agent' | 'operator' | 'customer'
export const ROLES = ['admin', 'support_agent', 'operator', 'customer'] as const satisfies readonly Role[]

export interface Person {
  id: number
  username: string
  email: string
  full_name: string
  role: Role
  user_type: 'admin' | 'customer'
  is_active: boolean
  created_at: string
  /** What the account may do, by its role or given to it one by one. */
  scopes: string[]
}

export interface Session {
  user: Person
  tenant: { id: string; name: string }
  scopes: string[]
  server: { version: string; now: string }
}

export interface Setup {
  needed: boolean
  requires_token: boolean
}

/** A sign-in of one's own: a browser that holds a session. */
export interface SignIn {
  id: string
  user_agent?: string | null
  address?: string | null
  created_at: string
  last_used_at?: string | null
  current?: boolean
}

export const PRIORITIES = ['low', 'medium', 'high', 'critical'] as const
export type Priority = (typeof PRIORITIES)[number]

export const STATUSES = ['open', 'in_progress', 'resolved', 'closed', 'cancelled'] as const
export type TicketStatus = (typeof STATUSES)[number]

export const CATEGORIES = [
  'system_down',
  'performance_issue',
  'password_reset',
  'software_installation',
  'hardware_issue',
  'network_issue',
  'other',
] as const
export type Category = (typeof CATEGORIES)[number]

export interface PersonRef {
  id: number
  full_name: string
}

export interface Ticket {
  id: number
  title: string
  description: string
  priority: Priority
  status: TicketStatus
  category: Category
  created_by: number
  assigned_to: number | null
  auto_categorized: boolean
  confidence_score: number
  tags: string[]
  created_at: string
  updated_at: string
  resolved_at: string | null
  first_responded_at: string | null
  last_message_at: string | null
  message_count: number
  unread_count: number
  version: number
  customer: PersonRef & { email: string }
  agent: PersonRef | null
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
  ticket_id: number
  content: string
  internal: boolean
  created_at: string
  read_at: string | null
  sender: PersonRef & { role: Role }
  attachments: Attachment[]
}

export interface TicketDetail extends Ticket {
  messages: Message[]
}

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

export interface TicketEvent {
  id: number
  at: string
  actor: PersonRef | null
  kind: string
  changes: Record<string, { from: unknown; to: unknown }>
}

export interface TicketCounts {
  open: number
  mine: number
  unassigned: number
  urgent: number
  unread: number
}

export interface SavedView {
  id: number
  name: string
  filters: Record<string, string>
  shared: boolean
  own: boolean
}

export interface NewMessage {
  ticket_id: number
  content: string
  internal?: boolean
  attachment_ids?: number[]
}

export interface AgentPerformance {
  agent: PersonRef
  assigned: number
  open: number
  resolved: number
  avg_response_time_minutes: number
  avg_resolution_time_minutes: number
  csat: number
}

/** The last days of the organisation's calendar, oldest first, zeros included. */
export interface AgentWithDays extends AgentPerformance {
  daily: { date: string; assigned: number; resolved: number }[]
}

export interface AgentStats {
  assigned: number
  open: number
  resolved_today: number
  resolved: number
  avg_response_time_minutes: number
  avg_resolution_time_minutes: number
  waiting_sessions: number
  active_sessions: number
  csat: number
}

export interface CustomerStats {
  total: number
  open: number
  resolved: number
  sessions: number
  avg_response_time_minutes: number
}

export interface AnalyticsDashboard {
  tickets: {
    total: number
    open: number
    resolved: number
    today: number
    this_week: number
    this_month: number
  }
  avg_response_time_minutes: number
  avg_resolution_time_minutes: number
  priority_distribution: Partial<Record<Priority, number>>
  status_distribution: Partial<Record<TicketStatus, number>>
  category_distribution: Partial<Record<Category, number>>
  agent_performance: AgentPerformance[]
  chat_sessions: { total: number; active: number; waiting: number }
}

export interface SystemHealth {
  cpu_usage: number
  memory_usage: number
  disk_usage: number
  uptime_hours: number
  active_alerts: number
  open_tickets: number
  process_memory_mb: number
  process_uptime_hours: number
  measured_at: string
}

export const SEVERITIES = ['info', 'warning', 'critical'] as const
export type Severity = (typeof SEVERITIES)[number]

export interface Alert {
  id: number
  metric: string
  severity: Severity
  message: string
  /** What was measured when it was raised, and the rule's limit then. */
  value: number
  threshold: number
  created_at: string
  resolved_at: string | null
}

/** Raised after `samples` measurements in a row above the one limit, cleared after as many below the other. */
export interface AlertRule {
  metric: string
  raise_above: number
  clear_below: number
  samples: number
  severity: Severity
  enabled: boolean
}

/** A job that failed for good. */
export interface DeadLetter {
  id: number
  kind: string
  seq: number | null
  attempts: number
  error: string | null
  dead_at: string
}

export interface SocketStats {
  total_connections: number
  active_users: number
  connections_by_tenant: Record<string, number>
}

export interface LogEntry {
  id: number
  level: string
  message: string
  source: string
  hostname: string
  timestamp: string
  /** A JSON text, as documented. */
  metadata: string
}

export interface DashboardMetrics {
  system_health: SystemHealth
  cpu_history: { timestamp: string; value: number }[]
  memory_history: { timestamp: string; value: number }[]
  disk_history: { timestamp: string; value: number }[]
  recent_alerts: Alert[]
  recent_tickets: Ticket[]
}

export interface Faq {
  id: number
  question: string
  answer: string
  category: string
  tags: string[]
  is_active: boolean
  created_at: string
}
