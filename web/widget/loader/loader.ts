/**
 * <script src="https://desk.example/widget.js" data-workspace="…" async></script>
 *
 * Puts a launcher and the panel's frame on a page that isn't ours: no framework, nothing stored, no
 * request but the frame's, no markup parsed (so it runs under Trusted Types), no inline style.
 */
import {
  type Identity,
  identityOf,
  type Look,
  opened,
  sealed,
  type ToPanel,
  textOf,
  themeOf,
} from '../shared/protocol'
import { build, type Parts } from './parts'

type Listener = (value: unknown) => void
type Command = 'open' | 'close' | 'toggle' | 'identify' | 'setLocale' | 'setTheme' | 'on' | 'off'

interface Ringdesk {
  (command: Command, ...given: unknown[]): void
  open: () => void
  close: () => void
  toggle: () => void
  identify: (identity: Identity | null) => void
  setLocale: (locale: string) => void
  setTheme: (theme: string) => void
  on: (event: string, listener: Listener) => void
  off: (event: string, listener: Listener) => void
  version?: number
  /** Calls made before this script had arrived. */
  q?: ArrayLike<unknown>[]
}

declare global {
  interface Window {
    Ringdesk?: Ringdesk
  }
}

/** Without a query: addresses of pages carry what is nobody's business. */
const page = () => location.origin + location.pathname

function ownScript(): HTMLScriptElement | null {
  const running = document.currentScript
  if (running instanceof HTMLScriptElement && running.dataset.workspace) return running
  return document.querySelector<HTMLScriptElement>('script[data-workspace][src*="/widget.js"]')
}

function start(script: HTMLScriptElement, waiting: ArrayLike<unknown>[]): Ringdesk {
  const desk = new URL(script.src, location.href).origin
  const workspace = script.dataset.workspace ?? ''
  const listeners = new Map<string, Set<Listener>>()
  let parts: Parts | null = null
  let ready = false
  let shown = false
  let isOpen = false
  let identity: Identity | null = null
  let locale = script.dataset.locale
  let theme = themeOf(script.dataset.theme)

  function tell(message: ToPanel): void {
    if (ready) parts?.frame.contentWindow?.postMessage(sealed(message), desk)
  }

  function emit(event: string, value: unknown): void {
    for (const listener of [...(listeners.get(event) ?? [])]) {
      try {
        listener(value)
      } catch (error) {
        // A fault of the page's own listener must not stop ours.
        setTimeout(() => {
          throw error
        })
      }
    }
  }

  function setOpen(next: boolean, focus = true): void {
    if (next === isOpen) return
    isOpen = next
    if (!shown) return // the panel is not there yet: it hears of it in the first message
    parts?.setOpen(next)
    if (next) {
      tell({ type: 'open', page: page() })
      if (focus) parts?.frame.focus()
    } else {
      tell({ type: 'close' })
      if (focus) parts?.launcher.focus()
    }
    emit(next ? 'open' : 'close', undefined)
  }

  function show(look: Look, openNow: boolean): void {
    parts?.dress(look)
    if (shown) return
    shown = true
    // On a telephone it would lie over the whole of each next page.
    const again = openNow && !isOpen && innerWidth > 480
    isOpen ||= again
    parts?.setOpen(isOpen)
    if (again) tell({ type: 'open', page: page() })
    emit('ready', undefined)
  }

  function hear(event: MessageEvent): void {
    if (!parts || event.origin !== desk || event.source !== parts.frame.contentWindow) return
    const message = opened(event.data)
    if (!message) return
    if (message.type === 'ready') {
      ready = true
      tell({ type: 'hello', locale, theme, page: page(), identity: identity ?? undefined, open: isOpen })
    } else if (message.type === 'look') show(message.look as Look, message.open === true)
    else if (message.type === 'unread') {
      const count = Number.isSafeInteger(message.count) ? Math.max(0, message.count as number) : 0
      parts.setUnread(count)
      emit('unread', count)
    } else if (message.type === 'close') setOpen(false)
    else if (message.type === 'open') setOpen(true)
  }

  function begin(): void {
    if (parts) return
    parts = build(`${desk}/widget/panel?workspace=${encodeURIComponent(workspace)}`, () => setOpen(!isOpen))
    window.addEventListener('message', hear)
    const host = parts.host
    document.documentElement.append(host)
    // Outside of the body, because some routers replace that; and back, if somebody takes it out.
    new MutationObserver(() => {
      if (!host.isConnected) document.documentElement.append(host)
    }).observe(document.documentElement, { childList: true })
  }

  const acts: Omit<Ringdesk, 'version' | 'q'> = {
    open: () => setOpen(true),
    close: () => setOpen(false),
    toggle: () => setOpen(!isOpen),
    identify: (given: Identity | null) => {
      identity = identityOf(given)
      tell({ type: 'identify', identity })
    },
    setLocale: (given: string) => {
      locale = textOf(given, 20)
      tell({ type: 'locale', locale })
    },
    setTheme: (given: string) => {
      theme = themeOf(given)
      tell({ type: 'theme', theme })
    },
    on: (event: string, listener: Listener) => {
      if (typeof listener !== 'function') return
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener))
    },
    off: (event: string, listener: Listener) => {
      listeners.get(event)?.delete(listener)
    },
  } as Omit<Ringdesk, 'version' | 'q'>

  const call = (command: Command, ...given: unknown[]): void => {
    const act = (acts as unknown as Record<string, (...given: unknown[]) => void>)[command]
    if (Object.hasOwn(acts, command)) act?.(...given)
  }
  const ringdesk = Object.assign(call, acts, { version: 1 }) as Ringdesk
  for (const one of waiting) ringdesk(...(Array.from(one) as [Command]))

  // The page comes first.
  const soon = () =>
    'requestIdleCallback' in window ? requestIdleCallback(begin, { timeout: 2000 }) : begin()
  if (document.readyState === 'complete') soon()
  else window.addEventListener('load', soon, { once: true })
  return ringdesk
}

const present = window.Ringdesk
// A page that loads it twice has one widget.
if (!present?.version) {
  const script = ownScript()
  if (script) window.Ringdesk = start(script, present?.q ?? [])
}
