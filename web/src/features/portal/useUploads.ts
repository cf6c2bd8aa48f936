import { useRef, useState } from 'react'
import { type ChosenFile, chosen } from './Files'
import { upload } from './queries'

/** Files for a request that exists: each is sent as soon as it is chosen, and the message names them. */
export function useUploads(ticketId: number) {
  const [files, setFiles] = useState<ChosenFile[]>([])
  const removed = useRef(new Set<string>())

  const patch = (key: string, change: Partial<ChosenFile>) =>
    setFiles((all) => all.map((each) => (each.key === key ? { ...each, ...change } : each)))

  async function send(each: ChosenFile): Promise<void> {
    patch(each.key, { state: 'sending', error: undefined })
    try {
      patch(each.key, { state: 'done', attachment: await upload(ticketId, each.file) })
    } catch (error) {
      patch(each.key, { state: 'failed', error })
    }
  }

  return {
    files,
    /** One after the other: a phone's connection is narrow. */
    add: async (picked: File[]) => {
      const more = chosen(picked)
      setFiles((all) => [...all, ...more])
      for (const each of more) if (!removed.current.has(each.key)) await send(each)
    },
    retry: (each: ChosenFile) => void send(each),
    remove: (key: string) => {
      removed.current.add(key)
      setFiles((all) => all.filter((each) => each.key !== key))
    },
    clear: () => setFiles([]),
    /** Neither on the way nor refused: the message can name them all. */
    settled: files.every((each) => each.state === 'done'),
    ids: files.flatMap((each) => (each.attachment ? [each.attachment.id] : [])),
  }
}
