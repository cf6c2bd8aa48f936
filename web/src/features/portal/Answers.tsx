import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { BookOpen, ChevronRight, CircleCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Words } from '@/features/thread/MessageItem'
import { Button } from '@/ui'
import { toast } from '@/ui/toast'
import { answersQuery } from './answers'

const ENOUGH_LETTERS = 4
const PAUSE_MS = 350

/** What the house knows about it already, before a request is made of it. */
export function Answers({ text, onSolved }: { text: string; onSolved: () => void }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState('')
  const wanted = text.trim().length >= ENOUGH_LETTERS ? text.trim() : ''
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [wanted])
  // While one types on, the last answers stay: nothing flickers.
  const { data } = useQuery({ ...answersQuery(asked), placeholderData: keepPreviousData })
  const found = asked && wanted ? (data ?? []) : []
  return (
    <div role="status">
      {found.length > 0 ? (
        <section
          aria-label={t('portal.answers')}
          className="overflow-hidden rounded-md border border-line bg-surface"
        >
          <h3 className="flex items-center gap-1.5 px-3 py-2 text-sm text-muted">
            <BookOpen className="size-4" aria-hidden />
            {t('portal.answers')}
          </h3>
          {found.map((one) => (
            <details key={`${one.kind} ${one.id}`} className="group border-t border-line">
              <summary className="flex min-h-10 cursor-pointer list-none items-center gap-2 px-3 py-1.5 -outline-offset-2 hover:bg-hover pointer-coarse:min-h-11">
                <ChevronRight
                  className="size-4 shrink-0 text-muted group-open:rotate-90 rtl:-scale-x-100"
                  aria-hidden
                />
                <span className="min-w-0 flex-1" dir="auto">
                  {one.title}
                </span>
              </summary>
              <div className="flex flex-col items-start gap-2 px-3 ps-9 pb-3">
                <Words text={one.text} />
                <Button
                  size="sm"
                  onClick={() => {
                    onSolved()
                    toast.success(t('portal.answered'))
                  }}
                >
                  <CircleCheck aria-hidden />
                  {t('portal.solved')}
                </Button>
              </div>
            </details>
          ))}
        </section>
      ) : null}
    </div>
  )
}
