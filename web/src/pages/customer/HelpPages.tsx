import { getRouteApi } from '@tanstack/react-router'
import { HelpList } from '@/features/knowledge/HelpList'
import { HelpText } from '@/features/knowledge/HelpText'
import { Page } from '@/ui'

const list = getRouteApi('/app/help')
const article = getRouteApi('/app/help/articles/$entryId')
const question = getRouteApi('/app/help/questions/$entryId')

export function HelpPage() {
  const { q } = list.useSearch()
  const navigate = list.useNavigate()
  return (
    <Page className="max-w-3xl">
      <HelpList
        q={q ?? ''}
        onSearch={(text) => void navigate({ search: text ? { q: text } : {}, replace: true })}
      />
    </Page>
  )
}

export function ArticlePage() {
  const { entryId } = article.useParams()
  return <HelpText key={entryId} kind="article" id={entryId} />
}

export function QuestionPage() {
  const { entryId } = question.useParams()
  return <HelpText key={entryId} kind="faq" id={entryId} />
}
