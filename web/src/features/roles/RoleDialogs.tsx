import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Dialog, Field, InlineFailure, Input, Textarea } from '@/ui'
import { toast } from '@/ui/toast'
import { deleteRole, type Role, saveRole } from './queries'
import { RoleSelect } from './RoleSelect'
import { ScopeList } from './ScopeList'

/** A new role, or one that is changed. */
export function RoleDialog({ role, onClose }: { role: Role | null; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [draft, setDraft] = useState({
    name: role?.name ?? '',
    description: role?.description ?? '',
    permissions: role?.permissions ?? [],
  })
  const save = useMutation({
    mutationFn: () => saveRole(client, role?.id ?? null, draft),
    onSuccess: () => {
      toast.success(t('rolesPage.saved'))
      onClose()
    },
  })
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={role ? t('rolesPage.editTitle', { name: role.name }) : t('rolesPage.addTitle')}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button
            kind="primary"
            busy={save.isPending}
            disabled={draft.name.trim().length < 2}
            onClick={() => save.mutate()}
          >
            {t('rolesPage.save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t('rolesPage.name')}>
          {(control) => (
            <Input
              {...control}
              dir="auto"
              maxLength={64}
              value={draft.name}
              onChange={(event) => setDraft({ ...draft, name: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('rolesPage.description')}>
          {(control) => (
            <Textarea
              {...control}
              dir="auto"
              rows={2}
              maxLength={500}
              value={draft.description}
              onChange={(event) => setDraft({ ...draft, description: event.target.value })}
            />
          )}
        </Field>
        <ScopeList
          legend={t('people.rights')}
          value={draft.permissions}
          onChange={(permissions) => setDraft({ ...draft, permissions })}
        />
        <InlineFailure error={save.error} />
      </div>
    </Dialog>
  )
}

/** Whoever has it gets another one. */
export function DeleteRoleDialog({ role, onClose }: { role: Role & { id: number }; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [successor, setSuccessor] = useState('support_agent')
  const remove = useMutation({
    mutationFn: () => deleteRole(client, role.id, successor),
    onSuccess: () => {
      toast.success(t('rolesPage.deleted'))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('rolesPage.deleteTitle', { name: role.name })}
      description={t('rolesPage.deleteText')}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
            {t('rolesPage.delete')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t('rolesPage.successor')}>
          {(control) => <RoleSelect {...control} value={successor} onChange={setSuccessor} but={role.name} />}
        </Field>
        <InlineFailure error={remove.error} />
      </div>
    </Dialog>
  )
}
