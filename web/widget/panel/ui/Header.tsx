import { useEffect, useRef, useState } from 'preact/hooks'
import { beginAnew, end, forget, session, showHistory } from '../desk'
import { assistantAnswers, isOver, type State, store } from '../state'
import { fill, type Words } from '../words'
import { Icon } from './Icon'

/** In a few words: who is on the other side. */
function status({ conversation, config, words, phase }: State): string {
  if (phase !== 'ready' && phase !== 'consent') return ''
  if (conversation?.agent && !isOver(conversation))
    return fill(words.withAgent, { name: conversation.agent.full_name })
  if (conversation?.session?.status === 'waiting') return words.queueUnknown
  if (assistantAnswers(conversation)) return words.withAssistant
  return config?.online ? words.online : words.away
}

export function Header({ state, leave }: { state: State; leave: () => void }) {
  const { words, config, view, phase } = state
  const inside = view === 'history' || (view === 'offline' && state.leftTicket === null)
  return (
    <header>
      {inside && phase === 'ready' && (
        <button
          type="button"
          class="plain"
          aria-label={words.back}
          onClick={() => store.set({ view: 'chat' })}
        >
          <Icon name="back" />
        </button>
      )}
      <div class="who">
        <h1>
          <bdi>{view === 'history' ? words.history : config?.title || words.title}</bdi>
        </h1>
        {view !== 'history' && <p>{status(state)}</p>}
      </div>
      {phase === 'ready' && !state.isPreview && <Menu state={state} />}
      <button type="button" class="plain" aria-label={words.close} onClick={leave}>
        <Icon name="close" />
      </button>
    </header>
  )
}

type Question = 'end' | 'forget'

function Menu({ state }: { state: State }) {
  const { words } = state
  const [open, setOpen] = useState(false)
  const [asking, setAsking] = useState<Question | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  function shut() {
    setOpen(false)
    setAsking(null)
    button.current?.focus()
  }

  useEffect(() => {
    if (!open) return
    const outside = (event: Event) => {
      if (box.current?.contains(event.target as Node)) return
      setOpen(false)
      setAsking(null)
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [open])

  return (
    <div class="menu" ref={box}>
      <button
        ref={button}
        type="button"
        class="plain"
        aria-label={words.menu}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => (open ? shut() : setOpen(true))}
      >
        <Icon name="menu" />
      </button>
      {open && !asking && <Items state={state} shut={shut} ask={setAsking} />}
      {open && asking && <Ask asking={asking} words={words} shut={shut} />}
    </div>
  )
}

const BUTTONS = 'button'

/** Arrows move, Escape and Tab close; the first item has the focus. */
function useKeys(shut: () => void) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => list.current?.querySelector<HTMLElement>(BUTTONS)?.focus(), [])
  function keys(event: KeyboardEvent) {
    const items = [...(list.current?.querySelectorAll<HTMLElement>(BUTTONS) ?? [])]
    const at = items.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key]
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      shut()
    } else if (to !== undefined) {
      event.preventDefault()
      items[(to + items.length) % items.length]?.focus()
    }
  }
  return { list, keys }
}

interface ItemsProps {
  state: State
  shut: () => void
  ask: (question: Question) => void
}

function Items({ state, shut, ask }: ItemsProps) {
  const { words, conversation, view } = state
  const { list, keys } = useKeys(shut)
  const items: { text: string; act: () => void; stays?: boolean }[] = []
  if (view !== 'history') items.push({ text: words.history, act: () => void showHistory() })
  if (isOver(conversation) || view === 'history') items.push({ text: words.newConversation, act: beginAnew })
  items.push({ text: words.offlineTitle, act: () => store.set({ view: 'offline', leftTicket: null }) })
  if (conversation && !isOver(conversation)) {
    items.push({ text: words.end, act: () => ask('end'), stays: true })
  }
  if (session.hasConsented) items.push({ text: words.forget, act: () => ask('forget'), stays: true })
  return (
    <div
      ref={list}
      class="list"
      role="menu"
      aria-label={words.menu}
      tabIndex={-1}
      onKeyDown={(event) => (event.key === 'Tab' ? shut() : keys(event))}
    >
      {items.map(({ text, act, stays }) => (
        <button
          key={text}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => {
            if (!stays) shut()
            act()
          }}
        >
          {text}
        </button>
      ))}
    </div>
  )
}

function Ask({ asking, words, shut }: { asking: Question; words: Words; shut: () => void }) {
  const { list, keys } = useKeys(shut)
  const title = asking === 'end' ? words.end : words.forget
  return (
    <div ref={list} class="list ask" role="alertdialog" aria-label={title} tabIndex={-1} onKeyDown={keys}>
      <p>{asking === 'end' ? words.endAsk : words.forgetAsk}</p>
      <div class="row">
        <button type="button" class="button" onClick={shut}>
          {words.cancel}
        </button>
        <button
          type="button"
          class="button primary"
          onClick={() => {
            shut()
            void (asking === 'end' ? end() : forget())
          }}
        >
          {title}
        </button>
      </div>
    </div>
  )
}
