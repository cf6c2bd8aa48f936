/** The panel wakes up: small, because every page that embeds us fetches it. What is shown comes when
 * it is opened. */
import { identityOf, textOf, themeOf } from '../shared/protocol'
import { ask } from './api'
import { accentsFor } from './contrast'
import { arrive, closed, forget, kept, opened, reset, session, workspace } from './desk'
import { Frame } from './frame'
import { store } from './state'
import type { Config } from './types'
import { isRtl, languageOf, wordsOf } from './words'

const SURFACE = { light: '#ffffff', dark: '#19191d' }
/** A page that says nothing for so long is no page of ours; the panel then stands for itself. */
const frame = new Frame()
const { get, set } = store
const dark = matchMedia('(prefers-color-scheme: dark)')
let wanted: string | undefined
let mounted: Promise<unknown> | null = null

/** The interface, once it is wanted. */
function mount(): Promise<unknown> {
  mounted ??= import('./ui/mount').then(({ mount }) =>
    mount(document.getElementById('panel') as HTMLElement, leave),
  )
  return mounted
}

function leave(): void {
  if (frame.isFramed) frame.tell({ type: 'close' })
}

async function speak(): Promise<void> {
  const locale = get().config?.locale
  const chosen = locale && locale !== 'auto' ? locale : undefined
  const language = languageOf([wanted, chosen, ...navigator.languages])
  set({ language, words: await wordsOf(language) })
  document.documentElement.lang = language
  document.documentElement.dir = isRtl(language) ? 'rtl' : 'ltr'
}

/** Colours by script, which a strict policy for styles allows; readable whatever was chosen. */
function dress(openNow = false): void {
  const { config, theme, words, language } = get()
  if (!config) return
  const asked = theme === 'auto' ? config.theme : theme
  const scheme = asked === 'auto' ? (dark.matches ? 'dark' : 'light') : asked
  document.documentElement.dataset.theme = scheme
  const { accent, onAccent, accentEdge, accentText } = accentsFor(config.colour, SURFACE[scheme])
  const root = document.documentElement.style
  root.setProperty('--accent', accent)
  root.setProperty('--on-accent', onAccent)
  root.setProperty('--accent-edge', accentEdge)
  root.setProperty('--accent-text', accentText)
  frame.tell({
    type: 'look',
    open: openNow,
    look: {
      colour: accent,
      onColour: onAccent,
      position: config.position,
      rtl: isRtl(language),
      title: config.title || words.title,
      openLabel: words.openWidget,
      closeLabel: words.closeWidget,
      unreadLabel: words.unreadCount,
    },
  })
}

async function begin(openNow: boolean): Promise<void> {
  try {
    set({ config: await ask<Config>(`/api/widget/config?workspace=${encodeURIComponent(workspace)}`) })
  } catch {
    set({ phase: 'broken' })
    if (openNow) await mount()
    return
  }
  await speak()
  set({ phase: session.hasConsented ? 'ready' : 'consent' })
  if (openNow) {
    set({ isOpen: true })
    await mount()
  }
  // Open on the page before, so open on this one: the loader decides, and says so.
  dress(openNow || (session.hasConsented && kept.wasOpen()))
  await arrive()
}

async function open(page: string): Promise<void> {
  session.page = page
  await mount()
  await opened()
}

function identify(value: unknown): void {
  if (!session.meet(identityOf(value))) return
  reset()
  void arrive()
}

function heard(message: Record<string, unknown>): void {
  switch (message.type) {
    case 'hello':
      wanted = textOf(message.locale, 20) || undefined
      set({ theme: themeOf(message.theme) })
      session.page = textOf(message.page, 500)
      session.meet(identityOf(message.identity))
      void begin(message.open === true)
      break
    case 'open':
      void open(textOf(message.page, 500))
      break
    case 'close':
      closed()
      break
    case 'identify':
      identify(message.identity)
      break
    case 'locale':
      wanted = textOf(message.locale, 20) || undefined
      void speak().then(() => dress())
      break
    case 'theme':
      set({ theme: themeOf(message.theme) })
      dress()
      break
    case 'preview':
      // What an administrator types, before it is saved; only our own page may show that.
      if (frame.isOwn) void preview(message.config as Config)
  }
}

async function preview(config: Config): Promise<void> {
  const { sample } = await import('./sample')
  set({ config, isPreview: true, isOpen: true, phase: 'ready' })
  await speak()
  dress()
  set(sample(get().words))
  await mount()
}

dark.addEventListener('change', () => dress())
let told = 0
store.subscribe(() => {
  const { unread } = get()
  if (unread !== told) frame.tell({ type: 'unread', count: unread })
  told = unread
})

if (frame.isFramed) frame.listen(heard)
else {
  // Opened by itself: a chat page of the workspace.
  set({ isOpen: true })
  void begin(true).then(opened)
}

export { forget }
