import { Check } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'
import { Kbd } from './Kbd'

export const Menu = Radix.Root
export const MenuTrigger = Radix.Trigger
export const MenuRadioGroup = Radix.RadioGroup

const itemClass =
  'flex h-8 cursor-default items-center gap-2 rounded-sm px-2 outline-none select-none data-disabled:text-muted data-highlighted:bg-hover pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:shrink-0'

export function MenuContent({ className, align = 'end', ...props }: ComponentProps<typeof Radix.Content>) {
  // Inside the page's landmark, where a screen reader expects what belongs to the page.
  return (
    <Radix.Portal container={document.getElementById('main')}>
      <Radix.Content
        align={align}
        sideOffset={4}
        collisionPadding={8}
        className={cn(
          'z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto rounded-md bg-raised p-1 shadow-float',
          className,
        )}
        {...props}
      />
    </Radix.Portal>
  )
}

export function MenuItem({
  icon,
  shortcut,
  danger,
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.Item> & { icon?: ReactNode; shortcut?: string; danger?: boolean }) {
  return (
    <Radix.Item className={cn(itemClass, danger && 'text-urgent', className)} {...props}>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut ? <Kbd keys={shortcut} /> : null}
    </Radix.Item>
  )
}

export function MenuRadioItem({ className, children, ...props }: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cn(itemClass, className)} {...props}>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <Radix.ItemIndicator>
        <Check aria-hidden />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  )
}

export function MenuCheckboxItem({
  icon,
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.CheckboxItem> & { icon?: ReactNode }) {
  return (
    <Radix.CheckboxItem
      className={cn(itemClass, className)}
      // The menu stays: one sees that it is on.
      onSelect={(event) => event.preventDefault()}
      {...props}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <Radix.ItemIndicator>
        <Check aria-hidden />
      </Radix.ItemIndicator>
    </Radix.CheckboxItem>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-0.5 text-sm text-muted">{children}</Radix.Label>
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />
}
