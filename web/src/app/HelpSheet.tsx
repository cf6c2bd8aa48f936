import { useTranslation } from 'react-i18next'
import { useStore } from '@/hooks/useStore'
import { commands, helpOpen, setSingleKeys, singleKeys } from '@/services/commands'
import { Dialog, Kbd, Switch } from '@/ui'
import { byGroup } from './CommandPalette'

/** Every key that works on the present page. */
export default function HelpSheet() {
  const { t } = useTranslation()
  const list = useStore(commands)
  // A key that two have belongs to the last one, as it does when it is pressed.
  const keyed = list.filter(({ key }, at) => key && list.findLastIndex((other) => other.key === key) === at)
  return (
    <Dialog open onOpenChange={() => helpOpen.set(false)} title={t('commands.help')} wide>
      <div className="mb-4">
        <Switch
          checked={useStore(singleKeys)}
          onChange={setSingleKeys}
          label={t('commands.singleKeys')}
          hint={t('commands.singleKeysHint')}
        />
      </div>
      <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        {byGroup(keyed).map(([group, members]) => (
          <section key={group}>
            <h3 className="mb-1 text-sm text-muted">{group}</h3>
            <ul>
              {members.map((command) => (
                <li
                  key={command.id}
                  className="flex min-h-8 items-center justify-between gap-4 border-b border-line"
                >
                  <span>{command.label}</span>
                  <Kbd keys={command.key ?? ''} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
