import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ComponentProps, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from './Button'
import { cn } from './cn'

/**
 * Gives the focus back to where it was. Radix knows only a trigger, and ours are often opened by a key.
 * `onClosed` comes after that, so that it may move the focus.
 */
export function DialogContent({
  onClosed,
  ...props
}: ComponentProps<typeof Radix.Content> & { onClosed?: () => void }) {
  const [before] = useState(() => document.activeElement)
  return (
    <Radix.Content
      {...props}
      onCloseAutoFocus={(event) => {
        event.preventDefault()
        // What opened it may be gone, as a menu's entry is.
        const back = before?.isConnected ? before : document.getElementById('main')
        if (back instanceof HTMLElement) back.focus()
        onClosed?.()
      }}
    />
  )
}

/** One at most: never open a dialog from a dialog. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  wide,
  children,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  footer?: ReactNode
  wide?: boolean
  children?: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <DialogContent
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cn(
            'fixed inset-x-4 top-[10vh] z-50 mx-auto flex max-h-[80vh] max-w-md animate-appear flex-col rounded-md bg-raised shadow-float outline-none',
            wide && 'max-w-2xl',
          )}
        >
          <Radix.Title className="p-4 pe-12 pb-2 text-lg font-semibold">{title}</Radix.Title>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 pt-1 pb-4">
            {description ? (
              <Radix.Description className="mb-3 text-muted">{description}</Radix.Description>
            ) : null}
            {children}
          </div>
          {footer ? (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line p-3">{footer}</footer>
          ) : null}
          {/* Last, so that the focus goes to the first field or the safest button. */}
          <Radix.Close asChild>
            <IconButton label={t('ui.close')} size="sm" className="absolute end-2 top-3">
              <X aria-hidden />
            </IconButton>
          </Radix.Close>
        </DialogContent>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Asks before something that can't be undone. The button says what happens, not "OK". */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  description,
  action,
  onConfirm,
  busy,
  danger,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description: ReactNode
  action: string
  onConfirm: () => void
  busy?: boolean
  danger?: boolean
}) {
  const { t } = useTranslation()
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('ui.cancel')}</Button>
          <Button kind={danger ? 'danger' : 'primary'} onClick={onConfirm} busy={busy}>
            {action}
          </Button>
        </>
      }
    />
  )
}
