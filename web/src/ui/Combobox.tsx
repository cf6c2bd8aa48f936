import { Command } from 'cmdk'
import { Check, ChevronDown } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from './cn'
import { controlClass } from './Input'
import { Popover, PopoverContent, PopoverTrigger } from './Popover'

export interface ComboboxOption {
  value: string
  label: string
  hint?: string
  icon?: ReactNode
}

/**
 * A choice out of many, by typing. With `onSearch` the caller looks the options up (people, say);
 * without it they are filtered here.
 */
export function Combobox({
  value,
  onChange,
  options,
  onSearch,
  placeholder,
  searchLabel,
  trigger,
  open: givenOpen,
  onOpenChange,
  disabled,
  className,
  ...control
}: {
  value: string | undefined
  onChange: (value: string) => void
  options: ComboboxOption[]
  onSearch?: (text: string) => void
  placeholder?: string
  searchLabel?: string
  /** Another element to open it with; takes the place of the field. */
  trigger?: ReactNode
  /** To open it by a key. */
  open?: boolean
  onOpenChange?: (open: boolean) => void
  disabled?: boolean
  className?: string
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}) {
  const { t } = useTranslation()
  const [ownOpen, setOwnOpen] = useState(false)
  const open = givenOpen ?? ownOpen
  const setOpen = (next: boolean) => {
    setOwnOpen(next)
    onOpenChange?.(next)
  }
  const chosen = options.find((option) => option.value === value)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild disabled={disabled}>
        {trigger ?? (
          <button
            type="button"
            {...control}
            // The name holds what is shown, so that one can say what one sees.
            aria-label={
              control['aria-label']
                ? `${control['aria-label']}: ${chosen?.label ?? placeholder ?? ''}`
                : undefined
            }
            className={cn(
              controlClass,
              'flex h-8 items-center justify-between gap-2 text-start pointer-coarse:h-11',
              className,
            )}
          >
            <span className={cn('truncate', !chosen && 'text-muted')}>{chosen?.label ?? placeholder}</span>
            <ChevronDown className="size-4 shrink-0 text-muted" aria-hidden />
          </button>
        )}
      </PopoverTrigger>
      <PopoverContent className="min-w-(--radix-popover-trigger-width) p-1">
        <Command shouldFilter={!onSearch} label={searchLabel ?? placeholder}>
          <Command.Input
            autoFocus
            onValueChange={onSearch}
            placeholder={searchLabel ?? t('ui.search')}
            className="mb-1 h-8 w-full border-b border-line bg-transparent px-2 outline-none placeholder:text-muted"
          />
          <Command.List className="max-h-64 overflow-y-auto">
            <Command.Empty className="px-2 py-3 text-muted">{t('ui.nothingFound')}</Command.Empty>
            {options.map((option) => (
              <Command.Item
                key={option.value}
                value={option.value}
                keywords={[option.label, option.hint ?? '']}
                onSelect={() => {
                  onChange(option.value)
                  setOpen(false)
                }}
                className="flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1 select-none data-[selected=true]:bg-hover pointer-coarse:min-h-11"
              >
                {option.icon}
                <span className="min-w-0 flex-1 truncate">{option.label}</span>
                {option.hint ? <span className="truncate text-sm text-muted">{option.hint}</span> : null}
                {option.value === value ? <Check className="size-4 shrink-0" aria-hidden /> : null}
              </Command.Item>
            ))}
          </Command.List>
        </Command>
      </PopoverContent>
    </Popover>
  )
}
