import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Check, Users } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { staffQuery } from '@/features/tickets/queries'
import type { Chat } from '@/services/types'
import { Avatar, DialogContent } from '@/ui'

const item =
  'flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1 select-none data-[selected=true]:bg-hover pointer-coarse:min-h-11'

/** To whom a chat is handed: a colleague, or back to the queue. */
export function AssignDialog({
  chat,
  onClose,
  onAssign,
}: {
  chat: Chat
  onClose: () => void
  /** `null`: to nobody in particular. */
  onAssign: (agentId: number | null) => void
}) {
  const { t } = useTranslation()
  const { user } = useSession()
  const staff = useQuery(staffQuery).data ?? []
  const others = staff.filter((one) => one.id !== user.id)
  const choose = (agentId: number | null) => {
    onClose()
    if (agentId !== (chat.agent?.id ?? null)) onAssign(agentId)
  }
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <DialogContent
          aria-describedby={undefined}
          className="fixed inset-x-4 top-[15vh] z-50 mx-auto max-w-sm rounded-md bg-raised p-1 shadow-float outline-none"
        >
          <Dialog.Title className="px-2 pt-1.5 text-sm text-muted" dir="auto">
            {t('chats.assignTitle', { name: chat.customer_name })}
          </Dialog.Title>
          <Command label={t('chats.assign')} loop>
            <Command.Input
              autoFocus
              placeholder={t('chats.assignSearch')}
              className="mb-1 h-9 w-full border-b border-line bg-transparent px-2 text-base outline-none placeholder:text-muted pointer-coarse:h-11 pointer-coarse:text-lg"
            />
            <Command.List className="max-h-72 overflow-y-auto">
              <Command.Empty className="px-2 py-3 text-muted">{t('ui.nothingFound')}</Command.Empty>
              <Command.Item
                value="queue"
                keywords={[t('chats.toQueue')]}
                onSelect={() => choose(null)}
                className={item}
              >
                <span className="flex size-6 items-center justify-center text-muted">
                  <Users className="size-4" aria-hidden />
                </span>
                {t('chats.toQueue')}
              </Command.Item>
              {[user, ...others].map((one) => (
                <Command.Item
                  key={one.id}
                  value={String(one.id)}
                  keywords={[one.full_name]}
                  onSelect={() => choose(one.id)}
                  className={item}
                >
                  <Avatar name={one.full_name} size="sm" />
                  <span className="min-w-0 flex-1 truncate" dir="auto">
                    {one.full_name}
                  </span>
                  {one.id === user.id ? <span className="text-sm text-muted">{t('chats.you')}</span> : null}
                  {chat.agent?.id === one.id ? <Check className="size-4 shrink-0" aria-hidden /> : null}
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </DialogContent>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
