import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { GameRule } from '@/features/games/queries'
import { useErrorText } from '@/hooks/useErrorText'
import { useFactWords } from '@/hooks/useFactWords'
import { useFormat } from '@/hooks/useFormat'
import { Switch } from '@/ui'
import { toast } from '@/ui/toast'
import { type Condition, gameRulesQuery, keep } from './queries'
import { RuleDialog } from './RuleDialog'
import { Things } from './Things'

/** What gives points. */
export function Rules() {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useQuery(gameRulesQuery)
  const words = useFactWords()
  const said = ({ field, op, value }: Condition) =>
    `${t(`gameSettings.field.${field}`)} ${t(`gameSettings.operator.${op}`)} ${words.shown(field, value)}`
  return (
    <Things
      thing="rules"
      query={query}
      lead={(one) => <OnOff rule={one} />}
      line={(one) =>
        [
          t(`gameSettings.kind.${one.kind}`),
          ...one.conditions.map(said),
          t('gameSettings.gives', { points: format.number(one.points), cap: format.number(one.daily_cap) }),
        ].join(' · ')
      }
      dialog={(one, close) => <RuleDialog rule={one} onClose={close} />}
    />
  )
}

function OnOff({ rule }: { rule: GameRule }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const toggle = useMutation({
    mutationFn: (enabled: boolean) => keep(client, 'rules', rule.id, { enabled }),
    onError: (error) => toast.error(errorText(error)),
  })
  return (
    <Switch
      checked={rule.enabled}
      disabled={toggle.isPending}
      onChange={(enabled) => toggle.mutate(enabled)}
      label={<span className="sr-only">{t('gameSettings.turnOn', { name: rule.name })}</span>}
    />
  )
}
