import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '@/hooks/useStore'
import { commands, paletteOpen, type Command as RegisteredCommand } from '@/services/commands'
import { DialogContent, Kbd } from '@/ui'

const itemClass =
  'flex min-h-9 cursor-default items-center gap-2 rounded-sm px-2 select-none data-[selected=true]:bg-hover pointer-coarse:min-h-11'

/** Each command once: the last registered of an id, as with keys. */
export function byGroup(list: RegisteredCommand[]): [string, RegisteredCommand[]][] {
  const groups = new Map<string, RegisteredCommand[]>()
  for (const command of new Map(list.map((each) => [each.id, each])).values()) {
    const group = command.group ?? ''
    groups.set(group, [...(groups.get(group) ?? []), command])
  }
  // What belongs to the page comes before what is always there.
  return [...groups].reverse()
}

export default function CommandPalette() {
  const { t } = useTranslation()
  const list = useStore(commands)
  const [text, setText] = useState('')
  const close = () => paletteOpen.set(false)
  const chosen = useRef<(() => void) | null>(null)
  const run = (act: () => void) => {
    chosen.current = act
    close()
  }
  const shown = list.filter((command) => !command.hidden)
  return (
    <Dialog.Root open onOpenChange={close}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <DialogContent
          onClosed={() => chosen.current?.()}
          aria-describedby={undefined}
          className="fixed inset-x-4 top-[10vh] z-50 mx-auto max-w-xl overflow-hidden rounded-md bg-raised shadow-float outline-none"
        >
          <Dialog.Title className="sr-only">{t('commands.palette')}</Dialog.Title>
          <Command label={t('commands.palette')} loop>
            <div className="flex items-center gap-2 border-b border-line px-3">
              <Search className="size-4 text-muted" aria-hidden />
              <Command.Input
                autoFocus
                value={text}
                onValueChange={setText}
                placeholder={t('commands.placeholder')}
                className="h-11 min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-muted"
              />
            </div>
            <Command.List className="max-h-[60vh] overflow-y-auto p-1">
              <Command.Empty className="px-2 py-6 text-center text-muted">
                {t('ui.nothingFound')}
              </Command.Empty>
              {text.trim()
                ? shown
                    .filter((command) => command.search)
                    .map((command) => (
                      <Command.Item
                        key={command.id}
                        value={`${command.id} ${text}`}
                        forceMount
                        onSelect={() => run(() => command.search?.(text.trim()))}
                        className={itemClass}
                      >
                        <Search className="size-4 text-muted" aria-hidden />
                        <span className="truncate">
                          {command.label}: {text.trim()}
                        </span>
                      </Command.Item>
                    ))
                : null}
              {byGroup(shown).map(([group, members]) => (
                <Command.Group
                  key={group}
                  heading={group || undefined}
                  className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:text-muted"
                >
                  {members.map((command) => (
                    <Command.Item
                      key={command.id}
                      value={command.id}
                      keywords={[command.label]}
                      onSelect={() => run(command.run)}
                      className={itemClass}
                    >
                      <span className="min-w-0 flex-1 truncate">{command.label}</span>
                      {command.key ? <Kbd keys={command.key} /> : null}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </DialogContent>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
