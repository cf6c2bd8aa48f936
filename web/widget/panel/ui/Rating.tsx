import { useState } from 'preact/hooks'
import { rate } from '../desk'
import type { Message } from '../types'
import { fill, type Words } from '../words'

const BEST = 5

/** What was given already, by this device or another; `null` if nothing was. */
export function given(messages: readonly Message[]): number | null {
  for (const one of messages.toReversed()) {
    if (one.kind !== 'event') continue
    try {
      const told = JSON.parse(one.content) as { what?: unknown; score?: unknown }
      if (told.what === 'rated' && typeof told.score === 'number') return told.score
    } catch {}
  }
  return null
}

/** One to five, asked when it is over. */
export function Rating({ messages, words }: { messages: readonly Message[]; words: Words }) {
  const [chosen, choose] = useState(0)
  const score = chosen || given(messages)
  if (score) return <p role="status">{words.rated}</p>
  return (
    <fieldset class="rating">
      <legend>{words.rate}</legend>
      {Array.from({ length: BEST }, (_, index) => index + 1).map((one) => (
        <button
          key={one}
          type="button"
          aria-label={fill(words.rateOf, { score: one, best: BEST })}
          onClick={() => {
            choose(one)
            void rate(one)
          }}
        >
          {one}
        </button>
      ))}
    </fieldset>
  )
}
