import { createStore, storage } from './storage'

export interface Command {
  /** Stable and unique, as in `ticket.assignToMe`. */
  id: string
  label: string
  run: () => void
  /** `r`, `/`, `mod+k`, `Enter`, or a sequence `g t`. */
  key?: string
  /** A heading in the palette and in the help sheet. */
  group?: string
  /** Given the palette's text, for "search tickets for …"; the command is then offered for any text. */
  search?: (text: string) => void
  /** Not in the palette (moving in a list, say), but still in the help sheet. */
  hidden?: boolean
}

/** In order of registration; the last one to claim a key has it, as a dialog's does over a page's. */
export const commands = createStore<Command[]>([])
export const paletteOpen = createStore(false)
export const helpOpen = createStore(false)
/** Some people's software types for them: single keys can be switched off. */
export const singleKeys = createStore(storage.get('single-keys') !== 'off')

export function setSingleKeys(on: boolean): void {
  storage.set('single-keys', on ? null : 'off')
  singleKeys.set(on)
}

export function registerCommand(command: Command): () => void {
  commands.set([...commands.get(), command])
  return () => commands.set(commands.get().filter((other) => other !== command))
}

const SEQUENCE_MS = 1200
let prefix = ''
let prefixTimer: ReturnType<typeof setTimeout> | undefined

function setPrefix(value: string): void {
  clearTimeout(prefixTimer)
  prefix = value
  if (value) prefixTimer = setTimeout(() => setPrefix(''), SEQUENCE_MS)
}

/** The name of a pressed key in the form commands use. */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): string {
  // On a Cyrillic or Greek layout the key's place counts, or no single key would work there.
  const place =
    event.key.length === 1 && event.key > '\u024f' ? event.code.match(/^Key([A-Z])$/)?.[1] : undefined
  const named = event.key === ' ' ? 'Space' : event.key
  const key = named.length === 1 ? (place ?? named).toLowerCase() : named
  return `${event.ctrlKey || event.metaKey ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${key}`
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('[contenteditable="true"]')) return true
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

/** Menus, lists and dialogs have keys of their own while they are open. */
function isOverlayOpen(): boolean {
  return document.querySelector('[role="dialog"],[role="menu"],[role="listbox"][data-state="open"]') !== null
}

/** Enter and space belong to the focused control. */
function isControl(target: EventTarget | null, key: string): boolean {
  if (key !== 'Enter' && key !== ' ') return false
  return (
    target instanceof HTMLElement && target.closest('a,button,summary,[role="button"],[role="tab"]') !== null
  )
}

export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const name = keyName(event)
  const modified = name.startsWith('mod+') || name.startsWith('alt+')
  if (!modified) {
    if (!singleKeys.get() && event.key !== 'Escape') return
    if (isTyping(event.target) || isOverlayOpen() || isControl(event.target, event.key)) return
  }
  const known = commands.get().filter((command) => command.key)
  const typed = prefix && !modified ? `${prefix} ${name}` : name
  const found = known.findLast((command) => command.key === typed)
  if (found) {
    setPrefix('')
    event.preventDefault()
    found.run()
    return
  }
  setPrefix(!prefix && known.some((command) => command.key?.startsWith(`${name} `)) ? name : '')
}
