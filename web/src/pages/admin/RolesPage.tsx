import { useQuery } from '@tanstack/react-query'
import { Pencil, Plus, ShieldCheck, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Matrix } from '@/features/roles/Matrix'
import { type Role, rolesQuery } from '@/features/roles/queries'
import { DeleteRoleDialog, RoleDialog } from '@/features/roles/RoleDialogs'
import { useSession } from '@/features/session/context'
import { Button, EmptyState, Failure, IconButton, Loading, Page, Section, Skeleton } from '@/ui'

type Asked = { act: 'edit'; role: Role | null } | { act: 'delete'; role: Role & { id: number } } | null

export function RolesPage() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(rolesQuery)
  const mayWrite = useSession().scopes.includes('users:write')
  const [asked, setAsked] = useState<Asked>(null)
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />
  const own = (data ?? []).filter((role): role is Role & { id: number } => role.id !== null)
  const close = () => setAsked(null)
  return (
    <Page className="max-w-6xl">
      {data ? (
        <>
          <Section
            title={t('rolesPage.own')}
            hint={t('rolesPage.hint')}
            actions={
              mayWrite ? (
                <Button kind="primary" onClick={() => setAsked({ act: 'edit', role: null })}>
                  <Plus aria-hidden />
                  {t('rolesPage.add')}
                </Button>
              ) : null
            }
          >
            {own.length === 0 ? (
              <EmptyState icon={ShieldCheck} title={t('rolesPage.none')}>
                {t('rolesPage.noneText')}
              </EmptyState>
            ) : (
              <ul className="rounded-md border border-line bg-surface">
                {own.map((role) => (
                  <li
                    key={role.id}
                    className="flex items-center gap-2 border-b border-line px-3 py-2 last:border-b-0"
                  >
                    <div className="min-w-0 flex-1">
                      <p className="font-medium break-words" dir="auto">
                        {role.name}
                      </p>
                      <p className="text-sm break-words text-muted" dir="auto">
                        {t('rolesPage.members', { count: role.members })}
                        {role.description ? ` · ${role.description}` : ''}
                      </p>
                    </div>
                    {mayWrite ? (
                      <>
                        <IconButton
                          label={t('rolesPage.editOf', { name: role.name })}
                          onClick={() => setAsked({ act: 'edit', role })}
                        >
                          <Pencil aria-hidden />
                        </IconButton>
                        <IconButton
                          label={t('rolesPage.deleteOf', { name: role.name })}
                          onClick={() => setAsked({ act: 'delete', role })}
                        >
                          <Trash2 aria-hidden />
                        </IconButton>
                      </>
                    ) : null}
                  </li>
                ))}
              </ul>
            )}
          </Section>
          <Section title={t('rolesPage.matrix')}>
            <Matrix roles={data} />
          </Section>
        </>
      ) : (
        <Loading>
          <Skeleton className="h-24" />
          <Skeleton className="h-96" />
        </Loading>
      )}
      {asked?.act === 'edit' ? <RoleDialog role={asked.role} onClose={close} /> : null}
      {asked?.act === 'delete' ? <DeleteRoleDialog role={asked.role} onClose={close} /> : null}
    </Page>
  )
}
