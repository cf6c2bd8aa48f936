import { useId, useState } from 'preact/hooks'
import { consent, session } from '../desk'
import { safeAddress } from '../linked'
import { type State, store } from '../state'

export const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)

/** Before anything is kept. Whom their site names already is not asked for a name. */
export function Consent({ state, leave }: { state: State; leave: () => void }) {
  const { words, config, busy } = state
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [tried, setTried] = useState(false)
  const id = useId()
  const privacy = config?.privacy_url ? safeAddress(config.privacy_url) : null
  const named = Boolean(session.identity?.external_id)
  const wrong = tried && email !== '' && !isAddress(email)

  function agree(event: Event) {
    event.preventDefault()
    setTried(true)
    if (email !== '' && !isAddress(email)) document.getElementById(`${id}e`)?.focus()
    else void consent(name.trim(), email.trim())
  }

  return (
    <form class="page" onSubmit={agree} noValidate>
      <p class="greeting" dir="auto">
        {config?.greeting || words.greeting}
      </p>
      <h2>{words.consentTitle}</h2>
      <p dir="auto">{config?.consent_text || words.consentText}</p>
      {privacy && (
        <p>
          <a href={privacy} target="_blank" rel="noopener noreferrer">
            {words.privacy}
          </a>
        </p>
      )}
      {!named && (
        <>
          <label for={`${id}n`}>{words.consentName}</label>
          <input
            id={`${id}n`}
            value={name}
            maxLength={120}
            autocomplete="name"
            onInput={(e) => setName(e.currentTarget.value)}
          />
          <label for={`${id}e`}>{words.consentEmail}</label>
          <input
            id={`${id}e`}
            type="email"
            value={email}
            maxLength={254}
            autocomplete="email"
            aria-invalid={wrong}
            aria-describedby={`${id}h`}
            onInput={(e) => setEmail(e.currentTarget.value)}
          />
          <p id={`${id}h`} class={wrong ? 'hint wrong' : 'hint'} role={wrong ? 'alert' : undefined}>
            {wrong ? words.badEmail : words.consentEmailHint}
          </p>
        </>
      )}
      <button type="submit" class="button primary wide" data-first disabled={busy}>
        {words.agree}
      </button>
      <button type="button" class="button wide" onClick={leave}>
        {words.decline}
      </button>
      {config && !config.online && (
        <button type="button" class="link" onClick={() => store.set({ view: 'offline' })}>
          {words.offlineTitle}
        </button>
      )}
    </form>
  )
}
