import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { BadgeIcon, ICONS } from '@/features/games/BadgeIcon'
import { type Badge, METRICS } from '@/features/games/queries'
import { useFormat } from '@/hooks/useFormat'
import { badgesQuery } from './queries'
import { ThingDialog } from './ThingDialog'
import { Things } from './Things'

const BY_HAND = 'hand'

export function Badges() {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useQuery(badgesQuery)
  return (
    <Things
      thing="badges"
      query={query}
      lead={(one) => <BadgeIcon icon={one.icon} />}
      line={(one) =>
        [
          one.metric && one.at_least
            ? t('gameSettings.atLeast', {
                metric: t(`games.metric.${one.metric}`),
                count: format.number(one.at_least),
              })
            : t('gameSettings.byHand'),
          t('gameSettings.holders', { count: one.holders }),
          one.enabled ? null : t('gameSettings.off'),
        ]
          .filter(Boolean)
          .join(' · ')
      }
      dialog={(one, close) => <BadgeDialog badge={one} onClose={close} />}
    />
  )
}

function BadgeDialog({ badge, onClose }: { badge: Badge | null; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <ThingDialog
      thing="badges"
      id={badge?.id ?? null}
      title={badge ? t('gameSettings.edit', { name: badge.name }) : t('gameSettings.add.badges')}
      initial={{
        name: badge?.name ?? '',
        description: badge?.description ?? '',
        icon: badge && badge.icon in ICONS ? badge.icon : 'award',
        metric: badge?.metric ?? BY_HAND,
        at_least: badge?.at_least ? String(badge.at_least) : '',
      }}
      asked={[
        { name: 'name', label: t('gameSettings.name'), kind: 'text', required: true, most: 100 },
        { name: 'description', label: t('gameSettings.description'), kind: 'long', most: 1000 },
        {
          name: 'icon',
          label: t('gameSettings.icon'),
          kind: 'choice',
          options: Object.keys(ICONS).map((each) => ({
            value: each,
            label: t(`gameSettings.icons.${each}`),
          })),
        },
        {
          name: 'metric',
          label: t('gameSettings.earnedBy'),
          kind: 'choice',
          options: [
            { value: BY_HAND, label: t('gameSettings.byHand') },
            ...METRICS.map((each) => ({ value: each, label: t(`games.metric.${each}`) })),
          ],
        },
        {
          name: 'at_least',
          label: t('gameSettings.howMany'),
          hint: t('gameSettings.howManyHint'),
          kind: 'number',
        },
      ]}
      bodyOf={({ name, description, icon, metric, at_least }) => {
        const goal = metric === BY_HAND ? null : { metric, at_least: Number(at_least) || 1 }
        const made = { name, description, icon }
        if (badge === null) return { ...made, ...goal }
        return { ...made, metric: goal?.metric ?? null, at_least: goal?.at_least ?? null }
      }}
      onClose={onClose}
    />
  )
}
