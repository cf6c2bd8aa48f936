import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import { cn } from './cn'
import { Dialog } from './Dialog'

/** A dialog that is one form: shown as long as it is there, sent by its button or by Enter. */
export function FormDialog({
  title,
  description,
  wide,
  action,
  cancel,
  busy,
  disabled,
  className,
  onClose,
  onSubmit,
  children,
}: {
  title: string
  description?: ReactNode
  wide?: boolean
  /** What the button says that sends it: what happens, not "OK". */
  action: string
  /** What the other button says where it calls nothing off; "Cancel" otherwise. */
  cancel?: string
  busy?: boolean
  disabled?: boolean
  className?: string
  onClose: () => void
  onSubmit: () => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <Dialog
      open
      onOpenChange={() => onClose()}
      title={title}
      description={description}
      wide={wide}
      footer={
        <>
          <Button onClick={onClose}>{cancel ?? t('ui.cancel')}</Button>
          {/* Outside of the form, which scrolls while the button stays in sight. */}
          <Button type="submit" form={id} kind="primary" busy={busy} disabled={disabled}>
            {action}
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        className={cn('flex flex-col gap-4', className)}
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        {children}
      </form>
    </Dialog>
  )
}
