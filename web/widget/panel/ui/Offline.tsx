import { useId, useState } from 'preact/hooks'
import { leaveMessage, session } from '../desk'
import { type State, store } from '../state'
import { fill } from '../words'
import { isAddress } from './Consent'

/** Nobody is there: what is left here becomes a request. */
export function Offline({ state }: { state: State }) {
  const { words, config, busy, leftTicket } = state
  const [message, setMessage] = useState('')
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [agreed, setAgreed] = useState(session.hasConsented)
  const [tried, setTried] = useState(false)
  const id = useId()
  const named = Boolean(session.identity?.external_id)
  const faults = {
    m: message.trim() === '' ? words.required : null,
    e: email !== '' && !isAddress(email) ? words.badEmail : null,
    a: agreed ? null : words.required,
  }

  async function send(event: Event) {
    event.preventDefault()
    setTried(true)
    const first = (['m', 'e', 'a'] as const).find((field) => faults[field])
    if (first) document.getElementById(id + first)?.focus()
    else await leaveMessage(message.trim(), name.trim(), email.trim())
  }

  if (leftTicket !== null) {
    return (
      <div class="page" role="status">
        <p class="greeting">{fill(words.offlineDone, { id: leftTicket })}</p>
        <button
          type="button"
          class="button wide"
          data-first
          onClick={() => {
            setMessage('')
            setTried(false)
            store.set({ leftTicket: null })
          }}
        >
          {words.offlineAnother}
        </button>
        <button
          type="button"
          class="button wide"
          onClick={() => store.set({ view: 'chat', leftTicket: null })}
        >
          {words.back}
        </button>
      </div>
    )
  }
  const fault = (field: 'm' | 'e' | 'a') =>
    tried && faults[field] ? (
      <p id={`${id}${field}h`} class="hint wrong" role="alert">
        {faults[field]}
      </p>
    ) : null
  const described = (field: 'm' | 'e' | 'a') => ({
    'aria-invalid': tried && faults[field] !== null,
    'aria-describedby': tried && faults[field] ? `${id}${field}h` : undefined,
  })
  return (
    <form class="page" onSubmit={send} noValidate>
      <h2>{words.offlineTitle}</h2>
      <p dir="auto">{config?.offline_message || words.offlineText}</p>
      <label for={`${id}m`}>{words.offlineMessage}</label>
      <textarea
        id={`${id}m`}
        data-first
        rows={5}
        dir="auto"
        maxLength={50000}
        value={message}
        {...described('m')}
        onInput={(e) => setMessage(e.currentTarget.value)}
      />
      {fault('m')}
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
            {...described('e')}
            onInput={(e) => setEmail(e.currentTarget.value)}
          />
          {fault('e')}
        </>
      )}
      {!session.hasConsented && (
        <>
          <label class="check" for={`${id}a`}>
            <input
              id={`${id}a`}
              type="checkbox"
              checked={agreed}
              {...described('a')}
              onChange={(e) => setAgreed(e.currentTarget.checked)}
            />
            <span dir="auto">{words.offlineConsent}</span>
          </label>
          {fault('a')}
        </>
      )}
      <button type="submit" class="button primary wide" disabled={busy}>
        {words.offlineSend}
      </button>
      <button type="button" class="link" onClick={() => store.set({ view: 'chat' })}>
        {words.chatInstead}
      </button>
    </form>
  )
}
