import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { askForCall, askForPerson, beginAnew, endSession, showEarlier } from '../desk'
import { assistantAnswers, isOver, type State, store } from '../state'
import { fill, waitText } from '../words'
import { Composer } from './Composer'
import { Icon } from './Icon'
import { MessageItem, PendingItem } from './MessageItem'
import { Rating } from './Rating'

/** How near to its end a log counts as being read at its end. */
const NEAR_PX = 80

export function Chat({ state }: { state: State }) {
  const { words, config, conversation, messages, pending, hasEarlier, typing, thinking, language } = state
  const log = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const [below, setBelow] = useState(false)
  const last = messages.at(-1)
  const first = messages[0]?.id
  const shownFirst = useRef<{ id?: number; height: number }>({ height: 0 })

  // What is new is scrolled to if the end was in sight; what is old grows upwards without a jump.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is these changes that move the log
  useLayoutEffect(() => {
    const box = log.current
    if (!box) return
    const before = shownFirst.current
    if (before.id !== undefined && first !== undefined && first < before.id)
      box.scrollTop += box.scrollHeight - before.height
    else if (atEnd.current) box.scrollTop = box.scrollHeight
    else setBelow(true)
    shownFirst.current = { id: first, height: box.scrollHeight }
  }, [last?.id, first, pending.length, typing, thinking])

  useEffect(() => {
    const box = log.current
    if (box) box.scrollTop = box.scrollHeight
  }, [])

  function scrolled() {
    const box = log.current
    if (!box) return
    atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX
    if (atEnd.current) setBelow(false)
  }

  function toEnd() {
    log.current?.scrollTo({ top: log.current.scrollHeight })
    setBelow(false)
  }

  const over = isOver(conversation)
  const lastOwn = messages.findLast((one) => !one.from_staff && one.kind === 'said')
  return (
    <div class="chat">
      <Waiting state={state} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <div class="log" ref={log} onScroll={scrolled} tabIndex={0} role="log" aria-label={words.log}>
        {hasEarlier && (
          <button type="button" class="link" onClick={() => void showEarlier()}>
            {words.earlier}
          </button>
        )}
        <p class="greeting" dir="auto">
          {config?.greeting || words.greeting}
        </p>
        <ol>
          {messages.map((one, index) => (
            <MessageItem
              key={one.id}
              message={one}
              before={messages[index - 1]}
              words={words}
              language={language}
              seen={
                one.id === lastOwn?.id && one.read_at !== null && !one.is_ai && conversation?.agent !== null
              }
            />
          ))}
          {pending.map((one) => (
            <PendingItem key={one.key} item={one} words={words} offline={state.live === 'offline'} />
          ))}
        </ol>
        {(typing || thinking) && (
          <p class="typing">
            <span class="dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            <span dir="auto">{typing ? fill(words.typing, { name: typing }) : words.assistantTyping}</span>
          </p>
        )}
      </div>
      {below && (
        <button type="button" class="below" onClick={toEnd}>
          {words.newMessages}
        </button>
      )}
      {over ? (
        <footer class="over">
          <p>{words.ended}</p>
          {conversation && <Rating key={conversation.id} messages={messages} words={words} />}
          <button type="button" class="button primary" data-first onClick={beginAnew}>
            {words.newConversation}
          </button>
        </footer>
      ) : (
        <>
          <Ways state={state} />
          <Composer state={state} />
        </>
      )}
    </div>
  )
}

/** Place in the queue and expected wait, while one waits for a person. */
function Waiting({ state }: { state: State }) {
  const { conversation, words, language } = state
  const asked = conversation?.session
  if (asked?.status !== 'waiting' || asked.type !== 'chat') return null
  const position = asked.queue_position
  const wait = asked.expected_wait_s
  const text =
    position === null
      ? words.queueUnknown
      : wait === null
        ? fill(words.queue, { position })
        : fill(words.queueWait, { position, wait: waitText(wait, words, language) })
  return (
    <div class="waiting">
      <p role="status">{text}</p>
      <button type="button" class="link" onClick={() => void endSession()}>
        {words.cancelWait}
      </button>
    </div>
  )
}

/** Other ways to be helped. A person is always one of them. */
function Ways({ state }: { state: State }) {
  const { words, config, conversation, busy, call, isPreview } = state
  if (!config) return null
  const waits = conversation?.session?.status === 'waiting'
  const withPerson = conversation?.agent != null || (waits && conversation?.session?.type === 'chat')
  const off = busy || isPreview
  const bot = config.channels.bot || assistantAnswers(conversation)
  return (
    <div class="ways">
      {!withPerson && bot && (
        <button type="button" class="chip" disabled={off} onClick={() => void askForPerson()}>
          <Icon name="person" /> {words.person}
        </button>
      )}
      {config.channels.voice && !call && (
        <button type="button" class="chip" disabled={off} onClick={() => void askForCall('voice')}>
          <Icon name="phone" /> {words.voice}
        </button>
      )}
      {config.channels.video && !call && (
        <button type="button" class="chip" disabled={off} onClick={() => void askForCall('video')}>
          <Icon name="video" /> {words.video}
        </button>
      )}
      {!config.online && !withPerson && (
        <button
          type="button"
          class="chip"
          disabled={off}
          onClick={() => store.set({ view: 'offline', leftTicket: null })}
        >
          {words.offlineTitle}
        </button>
      )}
    </div>
  )
}
