import {
  Award,
  BookOpen,
  Crown,
  Flame,
  Footprints,
  Handshake,
  Heart,
  type LucideIcon,
  Medal,
  Phone,
  Rocket,
  Sparkles,
  Star,
  Trophy,
  Wrench,
} from 'lucide-react'

/** Our own pictures by their names. An address in `icon` is never loaded: it would tell a stranger who looks. */
export const ICONS: Record<string, LucideIcon> = {
  award: Award,
  'book-open': BookOpen,
  crown: Crown,
  flame: Flame,
  footprints: Footprints,
  handshake: Handshake,
  heart: Heart,
  medal: Medal,
  phone: Phone,
  rocket: Rocket,
  sparkles: Sparkles,
  star: Star,
  trophy: Trophy,
  wrench: Wrench,
}

export function BadgeIcon({ icon }: { icon: string }) {
  const Icon = ICONS[icon] ?? Award
  return (
    <span
      aria-hidden
      className="flex size-10 shrink-0 items-center justify-center rounded-full bg-selected text-accent"
    >
      <Icon className="size-5" />
    </span>
  )
}
