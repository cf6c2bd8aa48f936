import { getRouteApi, Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { AskPanel } from '@/features/knowledge/AskPanel'
import { EntryForm } from '@/features/knowledge/EntryForm'
import { EntryList } from '@/features/knowledge/EntryList'
import { EntryPanel } from '@/features/knowledge/EntryPanel'
import { useSession } from '@/features/session/context'
import { useCommand } from '@/hooks/useCommand'
import { useIsNarrow } from '@/hooks/useMediaQuery'
import { cn, IconButton } from '@/ui'

const route = getRouteApi('/app/knowledge/{-$entry}')

/** The list, and beside it an entry, or what the bot would answer; on a narrow screen one or the other. */
export function KnowledgePage() {
  const { t } = useTranslation()
  const { question, ...search } = route.useSearch()
  const { entry } = route.useParams()
  const navigate = route.useNavigate()
  const { scopes } = useSession()
  const narrow = useIsNarrow()
  const mayWrite = scopes.includes('faqs:write')
  const kind = search.kind ?? 'faq'
  const close = () => void navigate({ to: '/knowledge/{-$entry}', params: { entry: undefined }, search })
  useCommand(
    entry === undefined
      ? null
      : {
          id: 'knowledge.close',
          group: t('nav.knowledge'),
          label: t('knowledge.close'),
          key: 'Escape',
          run: close,
        },
  )
  useCommand(
    mayWrite
      ? {
          id: 'knowledge.new',
          group: t('nav.knowledge'),
          label: t(`knowledge.add.${kind}`),
          key: 'n',
          run: () => void navigate({ to: '/knowledge/{-$entry}', params: { entry: 'new' }, search }),
        }
      : null,
  )
  return (
    <div className="flex h-full">
      {narrow && entry !== undefined ? null : (
        <div className={cn('h-full min-w-0', narrow ? 'w-full' : 'w-90 shrink-0 border-e border-line')}>
          <EntryList
            search={search}
            mayWrite={mayWrite}
            onSearch={(next) =>
              void navigate({
                to: '/knowledge/{-$entry}',
                params: { entry: next.kind === search.kind ? entry : undefined },
                search: next,
                replace: true,
              })
            }
          />
        </div>
      )}
      {narrow && entry === undefined ? null : (
        <div className="relative h-full min-w-0 flex-1 overflow-y-auto bg-surface">
          {entry === undefined ? null : (
            <IconButton asChild label={t('knowledge.close')} className="absolute end-3 top-3">
              <Link to="/knowledge/{-$entry}" params={{ entry: undefined }} search={search}>
                <X aria-hidden />
              </Link>
            </IconButton>
          )}
          <div className="max-w-3xl p-4 md:p-6">
            {entry === undefined ? (
              <AskPanel />
            ) : entry === 'new' ? (
              <div className="flex flex-col gap-4">
                <h2 className="pe-10 text-lg font-semibold">{t(`knowledge.add.${kind}`)}</h2>
                <EntryForm
                  key={kind}
                  kind={kind}
                  title={question}
                  onSaved={(made) =>
                    void navigate({
                      to: '/knowledge/{-$entry}',
                      params: { entry: String(made.id) },
                      search,
                      replace: true,
                    })
                  }
                  onCancel={close}
                />
              </div>
            ) : (
              <EntryPanel
                key={`${kind}-${entry}`}
                kind={kind}
                id={Number(entry)}
                mayWrite={mayWrite}
                onDeleted={close}
              />
            )}
          </div>
        </div>
      )}
    </div>
  )
}
