import { discard, download, resend } from '../desk'
import { linked, safeAddress } from '../linked'
import type { Attachment, Message, Pending } from '../types'
import { fill, type Language, type Words } from '../words'
import { Icon } from './Icon'

const TOGETHER_MS = 5 * 60_000

/** What people wrote: text and nothing else, addresses of the web apart. */
export function Text({ content }: { content: string }) {
  return (
    <div class="text" dir="auto">
      {linked(content).map(({ text, href }, index) =>
        href ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text that doesn't change
          <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow">
            {text}
          </a>
        ) : (
          text
        ),
      )}
    </div>
  )
}

function Files({ files, words }: { files: Attachment[]; words: Words }) {
  if (files.length === 0) return null
  return (
    <ul class="files">
      {files.map((one) => (
        <li key={one.id}>
          <button
            type="button"
            aria-label={fill(words.attachmentOpen, { name: one.name })}
            onClick={() => void download(one)}
          >
            <Icon name="file" /> <bdi>{one.name}</bdi>
          </button>
        </li>
      ))}
    </ul>
  )
}

function Sources({ sources, words }: { sources: Message['sources']; words: Words }) {
  if (sources.length === 0) return null
  return (
    <div class="sources">
      <p>{words.sources}</p>
      <ul>
        {sources.map(({ title, url }) => {
          const href = url ? safeAddress(url) : null
          return (
            <li key={`${title} ${url}`} dir="auto">
              {href ? (
                <a href={href} target="_blank" rel="noopener noreferrer">
                  {title}
                </a>
              ) : (
                title
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** What happened, in the reader's language; what we don't know stays unsaid. */
export function eventText(content: string, words: Words): string | null {
  let told: { what?: string; type?: string; by?: string; ticket_id?: number }
  try {
    told = JSON.parse(content)
  } catch {
    return null
  }
  switch (told.what) {
    case 'session_requested':
      return told.type === 'chat' ? words.eventRequested : words.eventCall
    case 'session_joined':
      return fill(words.eventJoined, { name: told.by ?? '' })
    case 'agent_left':
      return fill(words.eventLeft, { name: told.by ?? '' })
    case 'session_ended':
      return words.eventEnded
    case 'ticket_opened':
      return fill(words.eventTicket, { id: told.ticket_id ?? '' })
    default:
      return null
  }
}

interface ItemProps {
  message: Message
  before: Message | undefined
  words: Words
  language: Language
  seen: boolean
}

export function MessageItem({ message, before, words, language, seen }: ItemProps) {
  const at = new Date(message.created_at)
  if (message.kind === 'event') {
    const text = eventText(message.content, words)
    return text ? (
      <li class="event" dir="auto">
        {text}
      </li>
    ) : null
  }
  const follows =
    before?.kind === 'said' &&
    before.from_staff === message.from_staff &&
    before.sender.id === message.sender.id &&
    at.getTime() - new Date(before.created_at).getTime() < TOGETHER_MS
  const who = message.is_ai ? words.assistant : message.from_staff ? message.sender.full_name : words.you
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(at)
  return (
    <li class={message.from_staff ? 'said theirs' : 'said own'}>
      <p class={follows ? 'by hidden' : 'by'}>
        <bdi class={message.from_staff ? '' : 'hidden'}>{who}</bdi>{' '}
        <time dateTime={message.created_at} title={at.toLocaleString(language)}>
          {time}
        </time>
      </p>
      <div class="bubble">
        {message.content && <Text content={message.content} />}
        <Files files={message.attachments} words={words} />
        <Sources sources={message.sources} words={words} />
      </div>
      {seen && <p class="state">{words.seen}</p>}
    </li>
  )
}

export function PendingItem({ item, words, offline }: { item: Pending; words: Words; offline: boolean }) {
  const waits = item.state === 'waiting' && offline
  return (
    <li class="said own">
      <p class="by hidden">{words.you}</p>
      <div class="bubble pending">
        {item.content && <Text content={item.content} />}
        <Files files={item.attachments} words={words} />
      </div>
      {item.state === 'refused' ? (
        <div class="state wrong" role="alert">
          {fill(words.notSent, { why: item.why ?? '' })}{' '}
          <button type="button" class="link" onClick={() => resend(item.key)}>
            {words.resend}
          </button>{' '}
          <button type="button" class="link" onClick={() => discard(item.key)}>
            {words.discard}
          </button>
        </div>
      ) : (
        <p class="state late">{waits ? words.waitsForConnection : words.sending}</p>
      )}
    </li>
  )
}
