import { Check, Minus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useRoleName } from '@/hooks/useRoleName'
import { Table, Td, Th, Tr } from '@/ui'
import type { Role } from './queries'
import { inOrder, useScopeWords } from './words'

/** Every right, and which role has it. */
export function Matrix({ roles }: { roles: Role[] }) {
  const { t } = useTranslation()
  const name = useRoleName()
  const words = useScopeWords()
  const shown = roles.filter((role) => role.name !== 'customer')
  const scopes = inOrder([...new Set(roles.flatMap((role) => role.permissions))])
  return (
    <Table scrolls label={t('rolesPage.matrix')}>
      <thead>
        <tr>
          <Th className="sticky start-0 bg-bg">{t('rolesPage.right')}</Th>
          {shown.map((role) => (
            <Th key={role.name} className="text-center">
              <span dir="auto">{name(role.name)}</span>
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {scopes.map((scope) => (
          <Tr key={scope}>
            <th
              scope="row"
              className="sticky start-0 h-10 min-w-36 border-b border-line bg-bg px-2 text-start font-normal"
            >
              {words(scope)}
            </th>
            {shown.map((role) => {
              const has = role.permissions.includes(scope)
              const Mark = has ? Check : Minus
              return (
                <Td key={role.name} className="text-center">
                  <Mark
                    className={has ? 'inline size-4 text-good' : 'inline size-4 text-muted'}
                    aria-hidden
                  />
                  <span className="sr-only">
                    {t(has ? 'rolesPage.may' : 'rolesPage.mayNot', { role: name(role.name) })}
                  </span>
                </Td>
              )
            })}
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
