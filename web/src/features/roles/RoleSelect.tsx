import { useQuery } from '@tanstack/react-query'
import { useSession } from '@/features/session/context'
import { useRoleName } from '@/hooks/useRoleName'
import { ROLES } from '@/services/types'
import { Select } from '@/ui'
import type { FieldControl } from '@/ui/Field'
import { rolesQuery } from './queries'

/** All roles of the workspace that one may give; the one that is there is always among them. */
export function RoleSelect({
  value,
  onChange,
  but,
  ...control
}: Partial<FieldControl> & { value: string; onChange: (role: string) => void; but?: string }) {
  const name = useRoleName()
  const { user, scopes } = useSession()
  const { data } = useQuery(rolesQuery)
  const known = data ?? ROLES.map((each) => ({ name: each, permissions: [] as string[] }))
  const options = known
    .filter((each) => each.name !== but)
    .filter(
      (each) =>
        each.name === value ||
        ((each.name !== 'admin' || user.role === 'admin') &&
          each.permissions.every((scope) => scopes.includes(scope))),
    )
    .map((each) => ({ value: each.name, label: name(each.name) }))
  return <Select {...control} value={value} onChange={onChange} options={options} />
}
