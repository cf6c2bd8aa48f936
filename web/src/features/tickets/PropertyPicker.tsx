import { Command } from 'cmdk'
import { Check } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '@/services/types'
import { DialogContent, Popover, PopoverContent, PopoverTrigger } from '@/ui'
import { useChangeTicket } from './change'
import { type Choice, type Property, PropertyValue, useChoices, usePropertyName } from './properties'

function ChoiceList({
  property,
  ticket,
  onDone,
}: {
  property: Property
  ticket: Ticket
  onDone: () => void
}) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const choices = useChoices(property, ticket, text)
  const change = useChangeTicket()
  const name = usePropertyName()(property)
  const choose = (choice: Choice) => {
    if (property === 'tags') setText('')
    else onDone()
    if (property === 'tags' || !choice.chosen) void change(ticket, choice.change, choice.agent)
  }
  return (
    <Command label={name} loop defaultValue={choices.find((one) => one.chosen)?.value}>
      <Command.Input
        autoFocus
        value={text}
        onValueChange={setText}
        maxLength={property === 'tags' ? 40 : undefined}
        placeholder={t(`tickets.pick.${property}`)}
        className="mb-1 h-9 w-full border-b border-line bg-transparent px-2 text-base outline-none placeholder:text-muted pointer-coarse:h-11 pointer-coarse:text-lg"
      />
      <Command.List className="max-h-72 overflow-y-auto">
        <Command.Empty className="px-2 py-3 text-muted">{t('ui.nothingFound')}</Command.Empty>
        {choices.map((choice) => (
          <Command.Item
            key={choice.value}
            value={choice.value}
            keywords={[choice.label]}
            onSelect={() => choose(choice)}
            className="flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1 select-none data-[selected=true]:bg-hover pointer-coarse:min-h-11"
          >
            {choice.icon}
            <span className="min-w-0 flex-1 truncate" dir="auto">
              {choice.label}
            </span>
            {choice.hint ? <span className="text-sm text-muted">{choice.hint}</span> : null}
            {choice.chosen ? (
              <>
                <Check className="size-4 shrink-0" aria-hidden />
                <span className="sr-only">{t('tickets.chosen')}</span>
              </>
            ) : null}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  )
}

/** A property in its place: the value itself is the button. */
export function PropertyField({ property, ticket }: { property: Property; ticket: Ticket }) {
  const [open, setOpen] = useState(false)
  const name = usePropertyName()(property)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger className="-ms-1.5 flex min-h-7 w-full min-w-0 items-center rounded-md px-1.5 text-start hover:bg-hover data-[state=open]:bg-hover pointer-coarse:min-h-11">
        <span className="sr-only">{name}: </span>
        <PropertyValue property={property} ticket={ticket} />
      </PopoverTrigger>
      <PopoverContent className="w-64 p-1" aria-label={name}>
        <ChoiceList property={property} ticket={ticket} onDone={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  )
}

/** The same by key, whether or not the details are shown. The focus returns to where it was. */
export function PropertyDialog({
  property,
  ticket,
  onClose,
}: {
  property: Property | null
  ticket: Ticket
  onClose: () => void
}) {
  const name = usePropertyName()
  return (
    <Dialog.Root open={property !== null} onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <DialogContent
          aria-describedby={undefined}
          className="fixed inset-x-4 top-[15vh] z-50 mx-auto max-w-sm rounded-md bg-raised p-1 shadow-float outline-none"
        >
          {property ? (
            <>
              <Dialog.Title className="px-2 pt-1.5 text-sm text-muted" dir="auto">
                {name(property)} · #{ticket.id} {ticket.title}
              </Dialog.Title>
              <ChoiceList property={property} ticket={ticket} onDone={onClose} />
            </>
          ) : null}
        </DialogContent>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
