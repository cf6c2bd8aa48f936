import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { addFile, dropFile, say, sayViewing } from '../desk'
import type { State } from '../state'
import { fill } from '../words'
import { Icon } from './Icon'

const MOST = 50_000
const TALLEST_PX = 140

export function Composer({ state }: { state: State }) {
  const { words, files, uploading, isPreview } = state
  const [text, setText] = useState('')
  const box = useRef<HTMLTextAreaElement>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const id = useId()
  const empty = text.trim() === '' && files.length === 0

  // biome-ignore lint/correctness/useExhaustiveDependencies: its height follows the text
  useLayoutEffect(() => {
    const area = box.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${Math.min(TALLEST_PX, area.scrollHeight)}px`
  }, [text])

  function send(event?: Event) {
    event?.preventDefault()
    if (empty || uploading || isPreview) return
    say(text.trim())
    setText('')
    box.current?.focus()
  }

  function keys(event: KeyboardEvent) {
    // Enter also ends the composition of a character: then it isn't meant for us.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event)
  }

  async function take(list: Iterable<File> | null | undefined) {
    for (const file of list ?? []) await addFile(file)
    if (chooser.current) chooser.current.value = ''
  }

  return (
    <form class="composer" onSubmit={send}>
      {(files.length > 0 || uploading) && (
        <ul class="files">
          {files.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                aria-label={fill(words.removeFile, { name: one.name })}
                onClick={() => dropFile(one.id)}
              >
                <Icon name="file" /> <bdi>{one.name}</bdi> <Icon name="close" />
              </button>
            </li>
          ))}
          {uploading && (
            <li role="status" dir="auto">
              {fill(words.uploading, { name: uploading })}
            </li>
          )}
        </ul>
      )}
      <div class="row">
        <button
          type="button"
          class="plain"
          aria-label={words.attach}
          disabled={uploading !== null || isPreview}
          onClick={() => chooser.current?.click()}
        >
          <Icon name="attach" />
        </button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label={words.attach}
          onChange={(e) => void take(e.currentTarget.files)}
        />
        <label class="hidden" for={id}>
          {words.messageLabel}
        </label>
        <textarea
          id={id}
          ref={box}
          data-first
          rows={1}
          dir={text ? 'auto' : undefined}
          maxLength={MOST}
          placeholder={words.messagePlaceholder}
          value={text}
          enterkeyhint="send"
          onInput={(e) => {
            setText(e.currentTarget.value)
            sayViewing(e.currentTarget.value !== '')
          }}
          onBlur={() => sayViewing(false)}
          onKeyDown={keys}
          onPaste={(e) => void take(e.clipboardData?.files)}
        />
        <button
          type="submit"
          class="plain send"
          aria-label={words.send}
          disabled={empty || uploading !== null}
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  )
}
