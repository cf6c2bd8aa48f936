import {
  CircleCheck,
  type LucideIcon,
  Phone,
  PhoneCall as PhoneCallIcon,
  PhoneMissed,
  PhoneOff,
  Voicemail,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PhoneCall } from '@/services/types'
import { StatusPill, type Tone } from '@/ui'

type Looks = { tone: Tone; icon: LucideIcon }

const LOOKS: Record<string, Looks> = {
  initiated: { tone: 'info', icon: Phone },
  ringing: { tone: 'waiting', icon: PhoneCallIcon },
  answered: { tone: 'info', icon: PhoneCallIcon },
  completed: { tone: 'good', icon: CircleCheck },
  busy: { tone: 'neutral', icon: PhoneOff },
  'no-answer': { tone: 'neutral', icon: PhoneMissed },
  failed: { tone: 'urgent', icon: PhoneOff },
}
const ABANDONED: Looks = { tone: 'urgent', icon: PhoneMissed }
const MACHINE: Looks = { tone: 'neutral', icon: Voicemail }

/** What became of a call, in one word. */
export function outcomeOf(call: Pick<PhoneCall, 'status' | 'abandoned' | 'answered_by'>): string {
  if (call.abandoned) return 'abandoned'
  if (call.answered_by === 'machine') return 'machine'
  return call.status
}

export function CallStatusPill({ call }: { call: Pick<PhoneCall, 'status' | 'abandoned' | 'answered_by'> }) {
  const { t } = useTranslation()
  const outcome = outcomeOf(call)
  const looks = outcome === 'abandoned' ? ABANDONED : outcome === 'machine' ? MACHINE : LOOKS[call.status]
  return (
    <StatusPill tone={looks?.tone ?? 'neutral'} icon={looks?.icon}>
      {t(`telephone.status.${outcome}`)}
    </StatusPill>
  )
}

export const isOver = (call: Pick<PhoneCall, 'status'>): boolean =>
  ['completed', 'busy', 'no-answer', 'failed'].includes(call.status)

/** Modes that give a line to each free agent, whatever made them do so. */
const ONE_EACH = ['progressive', 'few_agents', 'few_answers', 'budget_spent']

/** Why no line was opened, where it is one for each free agent; null where the mode's own reason tells. */
export function whyNone({
  reason,
  dial,
  dialled,
  idle,
}: {
  reason: string
  dial: number
  dialled: number
  idle: number
}): 'nobodyFree' | 'nobodyReady' | 'linesRing' | null {
  if (dialled > 0 || !ONE_EACH.includes(reason)) return null
  if (idle === 0) return 'nobodyFree'
  return dial > 0 ? 'nobodyReady' : 'linesRing'
}
