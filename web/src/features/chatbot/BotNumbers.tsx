import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bot } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { useLive } from '@/hooks/useLive'
import { Button, EmptyState, Failure, Section, SkeletonRows, Table, Td, Th, Tile, Tiles, Tr } from '@/ui'
import { botKeys, type BotNumbers as Numbers, numbersQuery } from './queries'

function Unanswered({ numbers }: { numbers: Numbers }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (numbers.unanswered_queries.length === 0) return <p className="text-muted">{t('bot.allAnswered')}</p>
  return (
    <Table label={t('bot.unanswered')}>
      <thead>
        <tr>
          <Th>{t('bot.question')}</Th>
          <Th numeric>{t('bot.times')}</Th>
          <Th>
            <span className="sr-only">{t('bot.writeAnswer')}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {numbers.unanswered_queries.map((each) => (
          <Tr key={each.query}>
            <Td className="max-w-md min-w-40 py-1.5 break-words">
              <span dir="auto">{each.query}</span>
            </Td>
            <Td numeric>{format.number(each.count)}</Td>
            <Td className="w-px text-end whitespace-nowrap">
              <Button asChild size="sm">
                <Link
                  to="/knowledge/{-$entry}"
                  params={{ entry: 'new' }}
                  search={{ question: each.query.slice(0, 500) }}
                >
                  {t('bot.writeAnswer')}
                </Link>
              </Button>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

function Often({ numbers }: { numbers: Numbers }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className="grid gap-8 md:grid-cols-2">
      <Section title={t('bot.askedMost')}>
        <ol className="flex flex-col">
          {numbers.common_queries.map((each) => (
            <li key={each.query} className="flex justify-between gap-4 border-b border-line py-2">
              <span dir="auto" className="min-w-0 break-words">
                {each.query}
              </span>
              <span className="shrink-0 text-muted">{format.number(each.count)}</span>
            </li>
          ))}
        </ol>
      </Section>
      <Section title={t('bot.answeredMost')}>
        {numbers.common_sources.length === 0 ? <p className="text-muted">{t('bot.noneYet')}</p> : null}
        <ol className="flex flex-col">
          {numbers.common_sources.map((each) => (
            <li
              key={`${each.kind}-${each.id}`}
              className="flex justify-between gap-4 border-b border-line py-2"
            >
              <Link
                to="/knowledge/{-$entry}"
                params={{ entry: String(each.id) }}
                search={{ kind: each.kind === 'article' ? 'article' : undefined }}
                className="min-w-0 break-words text-accent"
                dir="auto"
              >
                {each.title}
              </Link>
              <span className="shrink-0 text-muted">{format.number(each.count)}</span>
            </li>
          ))}
        </ol>
      </Section>
    </div>
  )
}

/** What was asked, how much of it was answered, and what to write next. */
export function BotNumbers() {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useQueryClient()
  const query = useQuery(numbersQuery)
  useLive('chatbot.message', () => void client.invalidateQueries({ queryKey: botKeys.numbers }))
  if (query.isPending) return <SkeletonRows rows={5} />
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  const numbers = query.data
  if (numbers.total_queries === 0)
    return (
      <EmptyState icon={Bot} title={t('bot.nothingAsked')}>
        {t('bot.nothingAskedText')}
      </EmptyState>
    )
  return (
    <div className="flex flex-col gap-8">
      <Tiles label={t('bot.numbers')}>
        <Tile label={t('bot.asked')} value={format.number(numbers.total_queries)} />
        <Tile
          label={t('bot.answered')}
          value={format.percent(numbers.answer_rate / 100)}
          aside={format.number(numbers.answered_queries)}
          tone="good"
        />
        <Tile
          label={t('bot.escalated')}
          value={format.percent(numbers.escalation_rate / 100)}
          aside={format.number(numbers.escalated_queries)}
        />
        <Tile label={t('bot.sure')} value={format.percent(numbers.avg_confidence_score)} />
        <Tile label={t('bot.took')} value={`${format.number(Math.round(numbers.avg_response_time_ms))} ms`} />
      </Tiles>
      <Section title={t('bot.unanswered')} hint={t('bot.unansweredHint')}>
        <Unanswered numbers={numbers} />
      </Section>
      <Often numbers={numbers} />
    </div>
  )
}
