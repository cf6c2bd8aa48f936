import { Check, CheckCheck, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AttachmentList } from '@/features/attachments/Attachments'
import { Words } from '@/features/thread/MessageItem'
import type { Attachment } from '@/services/types'
import { Avatar, cn } from '@/ui'

/** One thing said, as the customer sees it: their own on one side, the others' on the other. */
export function Bubble({
  own,
  name,
  text,
  attachments = [],
  foot,
  fresh,
  icon: Icon,
  children,
}: {
  own: boolean
  name: string
  text: string
  attachments?: Attachment[]
  foot: ReactNode
  fresh?: boolean
  /** In place of initials, for who is no person. */
  icon?: LucideIcon
  /** Below the words. */
  children?: ReactNode
}) {
  return (
    <li className={cn('flex gap-2.5', own && 'flex-row-reverse')}>
      {own ? null : Icon ? (
        <span className="flex size-8 shrink-0 items-center justify-center rounded-full bg-selected text-info">
          <Icon className="size-5" aria-hidden />
        </span>
      ) : (
        <Avatar name={name} />
      )}
      <div className={cn('flex max-w-[85%] min-w-0 flex-col gap-1', own ? 'items-end' : 'items-start')}>
        <p className={cn('text-sm font-medium', own && 'sr-only')} dir="auto">
          {name}
        </p>
        <div
          className={cn(
            'max-w-full rounded-md px-3 py-2',
            own ? 'bg-selected' : 'border border-line bg-surface',
            fresh && 'border-accent',
          )}
        >
          <Words text={text} />
          <AttachmentList attachments={attachments} />
          {children}
        </div>
        <div className="flex flex-wrap items-center gap-x-2 text-sm text-muted">{foot}</div>
      </div>
    </li>
  )
}

export function ReadMark({ read }: { read: boolean }) {
  const { t } = useTranslation()
  const Icon = read ? CheckCheck : Check
  return (
    <span className="inline-flex items-center gap-1">
      <Icon className="size-3.5" aria-hidden />
      {read ? t('portal.read') : t('portal.delivered')}
    </span>
  )
}
