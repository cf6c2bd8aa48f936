import { useEffect, useRef } from 'preact/hooks'
import { Call } from './Call'
import { Chat } from './Chat'
import { Consent } from './Consent'
import { Header } from './Header'
import { History } from './History'
import { Offline } from './Offline'
import { usePanel } from './useStore'

export function App({ leave }: { leave: () => void }) {
  const state = usePanel()
  const { phase, view, words, call, notice, live, isOpen } = state
  const main = useRef<HTMLElement>(null)

  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) leave()
    }
    document.addEventListener('keydown', keys)
    return () => document.removeEventListener('keydown', keys)
  }, [leave])

  // The focus goes where one goes on: to what is written in, else to the words themselves.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each page of the panel, the focus moves
  useEffect(() => {
    if (!isOpen || state.isPreview) return
    const target = main.current?.querySelector<HTMLElement>('[data-first]') ?? main.current
    target?.focus({ preventScroll: true })
  }, [isOpen, phase, view, state.isPreview])

  return (
    <div class="panel">
      <Header state={state} leave={leave} />
      <main ref={main} tabIndex={-1}>
        {live === 'offline' && (
          <p class="bar" role="status">
            {words.offlineBar}
          </p>
        )}
        {notice && (
          <p class="bar notice" role="alert">
            {notice}
          </p>
        )}
        {phase === 'loading' && <p class="centre">{words.loading}</p>}
        {phase === 'broken' && (
          <div class="centre">
            <p role="alert">{words.broken}</p>
            <button type="button" class="button" onClick={() => location.reload()}>
              {words.retry}
            </button>
          </div>
        )}
        {phase === 'refused' && (
          <p class="centre" role="alert">
            {words.refused}
          </p>
        )}
        {phase === 'consent' && view !== 'offline' && <Consent state={state} leave={leave} />}
        {(phase === 'consent' || phase === 'ready') && view === 'offline' && <Offline state={state} />}
        {phase === 'ready' && view === 'history' && <History state={state} />}
        {phase === 'ready' && view === 'chat' && <Chat state={state} />}
      </main>
      {phase === 'ready' && call && <Call key={call.sessionId} call={call} state={state} />}
    </div>
  )
}
