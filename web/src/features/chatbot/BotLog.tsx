import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, MessagesSquare, ThumbsDown, ThumbsUp } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import {
  Button,
  Confidence,
  EmptyState,
  Failure,
  IconButton,
  RelativeTime,
  Select,
  SkeletonRows,
  StatusPill,
  type Tone,
} from '@/ui'
import { toast } from '@/ui/toast'
import { addGolden, judge, type LogFilter, logQuery, type Outcome, outcomeOf, type Turn } from './queries'

const TONES: Record<Outcome, Tone> = {
  answered: 'good',
  greeted: 'neutral',
  thanked: 'neutral',
  unclear: 'neutral',
  refused: 'waiting',
  person: 'info',
  with_person: 'info',
}

/** What staff can make of a turn: a verdict, and a question of the golden set. */
function Actions({ turn }: { turn: Turn }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const [kept, setKept] = useState(false)
  const say = async (act: Promise<void>) => {
    try {
      await act
    } catch (error) {
      toast.error(errorText(error))
    }
  }
  const outcome = outcomeOf(turn)
  if (outcome !== 'answered' && outcome !== 'refused') return null
  const isSource = turn.source_kind === 'faq' || turn.source_kind === 'article'
  const keep = async () => {
    await addGolden(client, {
      question: turn.user_query.slice(0, 1000),
      turn_id: turn.id,
      context: '',
      ...(outcome === 'answered' && isSource
        ? { expects: 'answer', source_kind: turn.source_kind as 'faq' | 'article', source_id: turn.source_id }
        : { expects: 'escalate' }),
    })
    setKept(true)
  }
  return (
    <span className="flex flex-wrap items-center gap-1">
      <IconButton
        label={t('bot.right')}
        aria-pressed={turn.verdict === 'right'}
        className={turn.verdict === 'right' ? 'text-good' : undefined}
        onClick={() => void say(judge(client, turn, 'right'))}
      >
        <ThumbsUp aria-hidden />
      </IconButton>
      <IconButton
        label={t('bot.wrong')}
        aria-pressed={turn.verdict === 'wrong'}
        className={turn.verdict === 'wrong' ? 'text-urgent' : undefined}
        onClick={() => void say(judge(client, turn, 'wrong'))}
      >
        <ThumbsDown aria-hidden />
      </IconButton>
      {turn.verdict === 'right' ? (
        <Button size="sm" disabled={kept} onClick={() => void say(keep())}>
          {kept ? <Check aria-hidden /> : null}
          {t(kept ? 'bot.isGolden' : 'bot.makeGolden')}
        </Button>
      ) : null}
      {outcome === 'refused' || turn.verdict === 'wrong' ? (
        <Button asChild size="sm">
          <Link
            to="/knowledge/{-$entry}"
            params={{ entry: 'new' }}
            search={{ question: turn.user_query.slice(0, 500) }}
          >
            {t('bot.writeAnswer')}
          </Link>
        </Button>
      ) : null}
    </span>
  )
}

function TurnRow({ turn }: { turn: Turn }) {
  const { t } = useTranslation()
  const outcome = outcomeOf(turn)
  return (
    <li className="flex flex-col gap-1.5 border-b border-line py-3">
      <span className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-sm text-muted">
        <span dir="auto">{turn.user_name}</span>
        <RelativeTime plain value={turn.created_at} />
      </span>
      <p dir="auto" className="font-medium break-words">
        {turn.user_query}
      </p>
      <p dir="auto" className="max-w-[72ch] break-words whitespace-pre-wrap text-muted">
        {turn.bot_response}
      </p>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
          {outcome ? <StatusPill tone={TONES[outcome]}>{t(`bot.outcome.${outcome}`)}</StatusPill> : null}
          {outcome === 'answered' || outcome === 'refused' ? (
            <Confidence value={turn.confidence_score} />
          ) : null}
          {turn.source_id !== null && turn.sources[0] ? (
            <Link
              to="/knowledge/{-$entry}"
              params={{ entry: String(turn.source_id) }}
              search={{ kind: turn.source_kind === 'article' ? 'article' : undefined }}
              className="text-accent"
              dir="auto"
            >
              {turn.sources[0].title}
            </Link>
          ) : null}
          {turn.ticket_id === null ? null : (
            <Link
              to="/tickets/{-$ticketId}"
              params={{ ticketId: String(turn.ticket_id) }}
              className="text-accent"
            >
              {t('bot.ticket', { id: turn.ticket_id })}
            </Link>
          )}
          <Link to="/chats/{-$chatId}" params={{ chatId: turn.session_id }} className="text-accent">
            {t('bot.openChat')}
          </Link>
        </span>
        <Actions turn={turn} />
      </div>
    </li>
  )
}

const FILTERS: LogFilter[] = ['all', 'escalated', 'unanswered']

export function BotLog({ only, onOnly }: { only: LogFilter; onOnly: (only: LogFilter) => void }) {
  const { t } = useTranslation()
  const query = useInfiniteQuery(logQuery(only))
  const turns = query.data?.pages.flat() ?? []
  return (
    <div className="flex flex-col gap-2">
      <Select
        aria-label={t('bot.show')}
        className="w-56"
        value={only}
        onChange={onOnly}
        options={FILTERS.map((each) => ({ value: each, label: t(`bot.only.${each}`) }))}
      />
      {query.isPending ? (
        <SkeletonRows rows={5} />
      ) : query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : turns.length === 0 ? (
        <EmptyState icon={MessagesSquare} title={t('bot.noTurns')}>
          {t('bot.noTurnsText')}
        </EmptyState>
      ) : (
        <ul>
          {turns.map((turn) => (
            <TurnRow key={turn.id} turn={turn} />
          ))}
        </ul>
      )}
      {query.hasNextPage ? (
        <Button
          className="self-start"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('bot.more')}
        </Button>
      ) : null}
    </div>
  )
}
