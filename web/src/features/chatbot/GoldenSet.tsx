import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { ListChecks, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { entriesQuery } from '@/features/knowledge/queries'
import { useErrorText } from '@/hooks/useErrorText'
import {
  Button,
  Combobox,
  EmptyState,
  Failure,
  Field,
  IconButton,
  InlineFailure,
  Input,
  Section,
  SkeletonRows,
  StatusPill,
  Table,
  Td,
  Th,
  Tr,
} from '@/ui'
import { toast } from '@/ui/toast'
import { addGolden, deleteGolden, type Golden, goldenQuery } from './queries'

const NOBODY = 'nobody'

/** What should answer it: an entry, or nobody. */
function useExpectations() {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const faqs = useInfiniteQuery(entriesQuery('faq', { q: words || undefined }))
  const articles = useInfiniteQuery(entriesQuery('article', { q: words || undefined }))
  const entries = [...(faqs.data?.pages.flat() ?? []), ...(articles.data?.pages.flat() ?? [])]
  const options = [
    { value: NOBODY, label: t('bot.expectsPerson') },
    ...entries
      .filter((each) => each.visibility === 'public')
      .map((each) => ({
        value: `${each.kind}:${each.id}`,
        label: each.title,
        hint: t(`knowledge.source.${each.kind}`),
      })),
  ]
  return { options, setWords }
}

function AddForm() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { options, setWords } = useExpectations()
  const [question, setQuestion] = useState('')
  const [expected, setExpected] = useState<string>()
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    setError(undefined)
    const [kind, id] = (expected ?? NOBODY).split(':')
    try {
      await addGolden(client, {
        question,
        context: '',
        ...(id === undefined
          ? { expects: 'escalate' }
          : { expects: 'answer', source_kind: kind as 'faq' | 'article', source_id: Number(id) }),
      })
      setQuestion('')
      setExpected(undefined)
    } catch (failed) {
      setError(failed)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="flex max-w-2xl flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Field label={t('bot.question')}>
        {(control) => (
          <Input
            {...control}
            dir="auto"
            maxLength={1000}
            value={question}
            onChange={(event) => setQuestion(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('bot.expected')}>
        {(control) => (
          <Combobox
            {...control}
            value={expected}
            onChange={setExpected}
            options={options}
            onSearch={setWords}
            placeholder={t('bot.choose')}
            searchLabel={t('bot.searchEntries')}
          />
        )}
      </Field>
      <InlineFailure error={error} />
      <Button
        type="submit"
        className="self-start"
        busy={busy}
        disabled={!question.trim() || expected === undefined}
      >
        {t('bot.addQuestion')}
      </Button>
    </form>
  )
}

function GoldenRow({ golden, mayWrite }: { golden: Golden; mayWrite: boolean }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const remove = async () => {
    try {
      await deleteGolden(client, golden)
    } catch (error) {
      toast.error(errorText(error))
    }
  }
  return (
    <Tr>
      <Td className="min-w-48 py-1.5">
        <span dir="auto">{golden.question}</span>
      </Td>
      <Td className="min-w-40 py-1.5">
        {golden.expects === 'escalate' ? (
          <StatusPill tone="info">{t('bot.expectsPerson')}</StatusPill>
        ) : golden.source_title === null ? (
          <StatusPill tone="urgent">{t('bot.entryGone')}</StatusPill>
        ) : (
          <span dir="auto">{golden.source_title}</span>
        )}
      </Td>
      <Td className="w-px">
        {mayWrite ? (
          <IconButton label={t('bot.removeQuestion')} onClick={() => void remove()}>
            <Trash2 aria-hidden />
          </IconButton>
        ) : null}
      </Td>
    </Tr>
  )
}

export function GoldenSet({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useTranslation()
  const query = useInfiniteQuery(goldenQuery)
  const questions = query.data?.pages.flat() ?? []
  return (
    <div className="flex flex-col gap-8">
      {mayWrite ? (
        <Section title={t('bot.addQuestion')} hint={t('bot.goldenHint')}>
          <AddForm />
        </Section>
      ) : null}
      <Section title={t('bot.golden')}>
        {query.isPending ? (
          <SkeletonRows rows={4} />
        ) : query.isError && !query.data ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : questions.length === 0 ? (
          <EmptyState icon={ListChecks} title={t('bot.noGolden')}>
            {t('bot.noGoldenText')}
          </EmptyState>
        ) : (
          <Table label={t('bot.golden')}>
            <thead>
              <tr>
                <Th>{t('bot.question')}</Th>
                <Th>{t('bot.expected')}</Th>
                <Th>
                  <span className="sr-only">{t('bot.removeQuestion')}</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {questions.map((each) => (
                <GoldenRow key={each.id} golden={each} mayWrite={mayWrite} />
              ))}
            </tbody>
          </Table>
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
      </Section>
    </div>
  )
}
