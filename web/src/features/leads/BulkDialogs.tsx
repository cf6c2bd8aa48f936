import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { staffQuery } from '@/features/tickets/queries'
import { Field, FormDialog, Input, Select } from '@/ui'
import type { BulkAct } from './acts'

interface Props {
  busy: boolean
  onClose: () => void
  onAct: (act: BulkAct) => void
}

/** Many leads become one colleague's, or nobody's again. */
export function AssignMany({ busy, onClose, onAct }: Props) {
  const { t } = useTranslation()
  const { data: staff } = useQuery(staffQuery)
  const [chosen, setChosen] = useState('')
  return (
    <FormDialog
      title={t('leads.assignMany')}
      description={t('leads.assignManyText')}
      action={t('leads.assign')}
      busy={busy}
      disabled={!chosen}
      onClose={onClose}
      onSubmit={() => onAct({ action: 'assign', data: { owner_id: Number(chosen) } })}
    >
      <Field label={t('leads.owner')}>
        {(control) => (
          <Select
            {...control}
            value={chosen || undefined}
            placeholder={t('leads.chooseOwner')}
            onChange={setChosen}
            options={(staff ?? []).map(({ id, full_name }) => ({ value: String(id), label: full_name }))}
          />
        )}
      </Field>
    </FormDialog>
  )
}

/** Tags are given to many leads, or taken from them; the others they have stay. */
export function TagMany({ action, busy, onClose, onAct }: Props & { action: 'add_tags' | 'remove_tags' }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const tags = text
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean)
  return (
    <FormDialog
      title={t(`leads.tagMany.${action}`)}
      action={t(`leads.tagMany.${action}`)}
      busy={busy}
      disabled={tags.length === 0 || tags.length > 20}
      onClose={onClose}
      onSubmit={() => onAct({ action, data: { tags } })}
    >
      <Field label={t('leads.tags')} hint={t('leads.tagsHint')}>
        {(control) => (
          <Input
            {...control}
            dir="auto"
            maxLength={1000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  )
}
