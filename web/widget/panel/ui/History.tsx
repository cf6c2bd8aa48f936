import { beginAnew, choose } from '../desk'
import { isOver, type State } from '../state'
import { fill } from '../words'

export function History({ state }: { state: State }) {
  const { words, history, language } = state
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  if (history === null) return <p class="centre">{words.loading}</p>
  return (
    <div class="page">
      {history.length === 0 && <p class="quiet">{words.historyEmpty}</p>}
      <ul class="history">
        {history.map((one, index) => (
          <li key={one.id}>
            <button type="button" data-first={index === 0 || undefined} onClick={() => void choose(one)}>
              <span class="line">
                <b>
                  {one.ticket_id
                    ? fill(words.request, { id: one.ticket_id })
                    : (one.agent?.full_name ?? words.assistant)}
                </b>
                <time dateTime={one.created_at}>
                  {day.format(new Date(one.last_message_at ?? one.created_at))}
                </time>
              </span>
              <span class="line">
                <span class="last" dir="auto">
                  {one.last_message?.content ?? ''}
                </span>
                {one.unread_count > 0 && (
                  <span class="count">
                    <span aria-hidden="true">{one.unread_count}</span>
                    <span class="hidden">{words.unread}</span>
                  </span>
                )}
                {isOver(one) && <span class="quiet">{words.closed}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="button wide" onClick={beginAnew}>
        {words.newConversation}
      </button>
    </div>
  )
}
