import { Coffee, Headphones, LogOut, type LucideIcon, PencilLine, PhoneCall, Timer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { SuperviseMenu, useMaySupervise } from '@/features/supervising/SuperviseMenu'
import { Clock } from '@/features/telephone/Clock'
import type { Wallboard } from '@/services/types'
import { Avatar, EmptyState, StatusPill, type Tone } from '@/ui'

type Agent = Wallboard['agents'][number]

const LOOKS: Record<string, { tone: Tone; icon: LucideIcon; order: number; longS?: number }> = {
  in_call: { tone: 'info', icon: PhoneCall, order: 0, longS: 15 * 60 },
  wrapping_up: { tone: 'waiting', icon: PencilLine, order: 1, longS: 2 * 60 },
  available: { tone: 'good', icon: Headphones, order: 2, longS: 10 * 60 },
  busy: { tone: 'waiting', icon: Timer, order: 3 },
  away: { tone: 'neutral', icon: Coffee, order: 4, longS: 30 * 60 },
  offline: { tone: 'neutral', icon: LogOut, order: 5 },
}
const OTHER = { tone: 'neutral' as Tone, icon: LogOut, order: 9, longS: undefined }
const looksOf = (agent: Agent) => LOOKS[agent.state] ?? OTHER

/** Who is at work comes first; who is not is counted at the end. */
export function Agents({ agents, lines }: { agents: Agent[]; lines: Wallboard['lines'] }) {
  const { t } = useTranslation()
  const maySupervise = useMaySupervise()
  const here = agents
    .filter(({ state }) => state !== 'offline')
    .sort((a, b) => looksOf(a).order - looksOf(b).order || a.full_name.localeCompare(b.full_name))
  const away = agents.length - here.length
  if (here.length === 0) {
    return (
      <EmptyState icon={Headphones} title={t('wallboard.nobodyTitle')}>
        {t('wallboard.nobodyText')}
      </EmptyState>
    )
  }
  return (
    <>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(19rem,1fr))] gap-x-6">
        {here.map((agent) => {
          const looks = looksOf(agent)
          const line = lines.find(({ id }) => id === agent.call_id)
          return (
            <li key={agent.id} className="flex h-11 min-w-0 items-center gap-2 border-b border-line">
              <Avatar name={agent.full_name} />
              <span className="min-w-0 flex-1 truncate">{agent.full_name}</span>
              {maySupervise(line) ? <SuperviseMenu line={line} /> : null}
              <StatusPill tone={looks.tone} icon={looks.icon}>
                {t(`wallboard.agent.${agent.state}`)}
              </StatusPill>
              <span className="w-14 text-end">
                {agent.since ? <Clock since={agent.since} longS={looks.longS} /> : null}
              </span>
            </li>
          )
        })}
      </ul>
      {away > 0 ? <p className="text-sm text-muted">{t('wallboard.offline', { count: away })}</p> : null}
    </>
  )
}
