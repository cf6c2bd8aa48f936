import { useMutation } from '@tanstack/react-query'
import { Bot, UserRound } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { Button, Confidence, cn, Field, InlineFailure, Input } from '@/ui'
import type { Preview } from './entries'
import { askBot } from './queries'

type Source = Preview['sources'][number]

function SourceItem({ source, used }: { source: Source; used: boolean }) {
  const { t } = useTranslation()
  const title = <span dir="auto">{source.title}</span>
  return (
    <li className="flex flex-col gap-0.5 border-b border-line py-2 last:border-b-0">
      <span className="flex flex-wrap items-baseline justify-between gap-x-3">
        {source.url ? (
          <a href={source.url} className={cn('min-w-0 text-accent underline', used && 'font-medium')}>
            {title}
          </a>
        ) : (
          <span className="min-w-0">{title}</span>
        )}
        <span className="text-sm text-muted">
          <Confidence value={source.confidence} />
        </span>
      </span>
      <span className="text-sm text-muted">{t(`knowledge.source.${source.kind}`)}</span>
    </li>
  )
}

function Answer({ found }: { found: Preview }) {
  const { t } = useTranslation()
  const format = useFormat()
  // What is all but impossible is of no use to a reader; the best is always shown.
  const sources = found.sources.filter((each, nr) => nr === 0 || each.confidence >= 0.01)
  const beside = found.suggestions.filter((each) => each.kind !== 'faq')
  return (
    <div role="status" className="flex flex-col gap-3">
      <div className={cn('rounded-md p-3', found.answered ? 'bg-good-soft' : 'bg-waiting-soft')}>
        <p className="flex items-center gap-1.5 text-sm font-medium">
          {found.answered ? (
            <Bot className="size-4" aria-hidden />
          ) : (
            <UserRound className="size-4" aria-hidden />
          )}
          {found.answered ? t('knowledge.botAnswers') : t('knowledge.botHandsOver')}
        </p>
        {found.answered ? (
          <p dir="auto" className="mt-1 break-words whitespace-pre-line">
            {found.answer}
          </p>
        ) : null}
      </div>
      <p className="text-sm text-muted">
        {t('knowledge.sureness', {
          sure: format.percent(Math.min(found.confidence, 0.99)),
          needed: format.percent(found.threshold),
        })}
      </p>
      {sources.length > 0 ? (
        <div>
          <h3 className="text-sm font-medium text-muted">{t('knowledge.foundFor')}</h3>
          <ul>
            {sources.map((source, nr) => (
              <SourceItem
                key={`${source.kind}-${source.id}`}
                source={source}
                used={found.answered && nr === 0}
              />
            ))}
          </ul>
        </div>
      ) : null}
      {beside.length > 0 ? (
        <div>
          <h3 className="text-sm font-medium text-muted">{t('knowledge.staffOnly')}</h3>
          <ul>
            {beside.map((one) => (
              <li key={one.id} className="border-b border-line py-2 last:border-b-0">
                <span dir="auto" className="line-clamp-3 break-words">
                  {one.text}
                </span>
                <span className="text-sm text-muted">{t(`knowledge.source.${one.kind}`)}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  )
}

/** What a customer who asks this would be told, and from where. `example`: what is asked at first. */
export function AskPanel({ example = '' }: { example?: string }) {
  const { t } = useTranslation()
  const [question, setQuestion] = useState(example)
  const ask = useMutation({ mutationFn: askBot })
  useEffect(() => setQuestion(example), [example])
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{t('knowledge.tryTitle')}</h2>
      <form
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (question.trim()) ask.mutate(question.trim())
        }}
      >
        <Field label={t('knowledge.question')} hint={t('knowledge.tryHint')}>
          {(control) => (
            <Input
              {...control}
              dir="auto"
              value={question}
              maxLength={1000}
              onChange={(event) => setQuestion(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" className="self-start" busy={ask.isPending} disabled={!question.trim()}>
          {t('knowledge.ask')}
        </Button>
      </form>
      <InlineFailure error={ask.error} />
      {ask.data ? <Answer found={ask.data} /> : null}
    </section>
  )
}
