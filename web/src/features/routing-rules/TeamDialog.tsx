import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/services/errors'
import type { Colleague, Team } from '@/services/types'
import { Checkbox, Field, FormDialog, InlineFailure, Input } from '@/ui'
import { toast } from '@/ui/toast'
import { keepTeam } from './queries'

/** A team's name and who is in it. */
export function TeamDialog({
  team,
  people,
  onClose,
}: {
  team: Team | null
  people: Colleague[]
  onClose: () => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [name, setName] = useState(team?.name ?? '')
  const [members, setMembers] = useState<number[]>(team?.member_ids ?? [])
  const [missing, setMissing] = useState(false)
  const save = useMutation({
    mutationFn: () => keepTeam(client, team?.id ?? null, { name: name.trim(), member_ids: members }),
    onSuccess: () => {
      toast.success(t('routingRules.team.saved'))
      onClose()
    },
  })
  const told = save.error instanceof ApiError ? save.error.fieldErrors().name : undefined
  const submit = () => {
    setMissing(!name.trim())
    if (name.trim()) save.mutate()
  }
  return (
    <FormDialog
      title={team ? t('routingRules.edit', { name: team.name }) : t('routingRules.team.add')}
      action={t('routingRules.team.save')}
      busy={save.isPending}
      onClose={onClose}
      onSubmit={submit}
    >
      <Field label={t('routingRules.name')} error={missing && !name.trim() ? t('validation.required') : told}>
        {(control) => (
          <Input
            {...control}
            dir="auto"
            autoComplete="off"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <fieldset className="flex flex-col gap-2.5 pointer-coarse:gap-5">
        <legend className="mb-1 font-medium">{t('routingRules.team.members')}</legend>
        {people.map((one) => (
          <Checkbox
            key={one.id}
            label={<bdi>{one.full_name}</bdi>}
            checked={members.includes(one.id)}
            onChange={(on) =>
              setMembers((before) =>
                on ? [...before, one.id] : before.filter((member) => member !== one.id),
              )
            }
          />
        ))}
      </fieldset>
      <InlineFailure error={told ? null : save.error} />
    </FormDialog>
  )
}
