import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { Checkbox } from '@/ui'
import { areasOf, toggled } from './scopes'

const KNOWN_AREAS = new Set([
  'analytics',
  'audit',
  'calls',
  'campaigns',
  'chats',
  'faqs',
  'games',
  'leads',
  'messages',
  'operations',
  'settings',
  'tickets',
  'users',
])

/** Rights one by one. What one doesn't hold can't be given, so it can't be ticked. */
export function ScopeBoxes({ value, onChange }: { value: string[]; onChange: (scopes: string[]) => void }) {
  const { t } = useTranslation()
  const { scopes: mine } = useSession()
  const areas = areasOf(mine, value)
  return (
    <fieldset className="flex flex-col">
      <legend className="sr-only">{t('people.rights')}</legend>
      {areas.map(({ area, acts }) => {
        const name = KNOWN_AREAS.has(area) ? t(`people.area.${area}`) : area
        return (
          <div
            key={area}
            className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-1.5"
          >
            <span className="min-w-28 flex-1">{name}</span>
            <span className="flex flex-wrap gap-x-4 gap-y-1 pointer-coarse:gap-y-3">
              {acts.map(({ scope, act, held }) => (
                <Checkbox
                  key={scope}
                  checked={value.includes(scope)}
                  disabled={!held}
                  onChange={(on) => onChange(toggled(value, scope, on))}
                  label={
                    <>
                      <span className="sr-only">{name}: </span>
                      {act === 'read' || act === 'write' || act === 'import' ? t(`people.act.${act}`) : act}
                    </>
                  }
                />
              ))}
            </span>
          </div>
        )
      })}
      {areas.some(({ acts }) => acts.some(({ held }) => !held)) ? (
        <p className="pt-2 text-sm text-muted">{t('people.notHeld')}</p>
      ) : null}
    </fieldset>
  )
}
