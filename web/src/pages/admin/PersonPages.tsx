import { getRouteApi, Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NewPersonForm } from '@/features/people/NewPersonForm'
import { PersonPanel } from '@/features/people/PersonForm'
import { useCommand } from '@/hooks/useCommand'
import { IconButton } from '@/ui'

const list = getRouteApi('/app/people')
const one = getRouteApi('/app/people/$personId')

function Panel({ title, children }: { title?: string; children: ReactNode }) {
  const { t } = useTranslation()
  const filters = list.useSearch()
  const navigate = list.useNavigate()
  useCommand({
    id: 'people.close',
    group: t('nav.people'),
    label: t('people.close'),
    key: 'Escape',
    run: () => void navigate({ to: '/people', search: filters }),
  })
  return (
    <div className="relative p-4">
      <IconButton asChild label={t('people.close')} className="absolute end-3 top-3">
        <Link to="/people" search={filters}>
          <X aria-hidden />
        </Link>
      </IconButton>
      {title ? <h2 className="mb-4 pe-10 text-lg font-semibold">{title}</h2> : null}
      <div className={title ? undefined : '[&_header]:pe-10'}>{children}</div>
    </div>
  )
}

export function NewPersonPage() {
  const { t } = useTranslation()
  const filters = list.useSearch()
  const navigate = list.useNavigate()
  return (
    <Panel title={t('people.add')}>
      <NewPersonForm
        onDone={(person) =>
          person
            ? void navigate({ to: '/people/$personId', params: { personId: person.id }, search: filters })
            : void navigate({ to: '/people', search: filters })
        }
      />
    </Panel>
  )
}

export function PersonPage() {
  const { personId } = one.useParams()
  const filters = list.useSearch()
  const navigate = list.useNavigate()
  return (
    <Panel>
      <PersonPanel
        key={personId}
        id={personId}
        onDeleted={() => void navigate({ to: '/people', search: filters, replace: true })}
      />
    </Panel>
  )
}
