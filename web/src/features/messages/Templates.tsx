import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { FileText, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import {
  Badge,
  Button,
  ConfirmDialog,
  EmptyState,
  Failure,
  IconButton,
  RelativeTime,
  Section,
  SkeletonRows,
  Table,
  Td,
  Th,
  Tr,
} from '@/ui'
import { toast } from '@/ui/toast'
import { removeTemplate, type Template, templatesQuery } from './queries'
import { TemplateDialog } from './TemplateDialog'

/** What is sent again and again, in every language it is needed in. */
export function Templates({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const query = useQuery(templatesQuery)
  const [editing, setEditing] = useState<Template | 'new' | null>(null)
  const [removing, setRemoving] = useState<Template | null>(null)
  const remove = useMutation({
    mutationFn: (id: string) => removeTemplate(client, id),
    onSuccess: () => toast.success(t('messages.templateRemoved')),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => setRemoving(null),
  })
  const add = mayChange ? (
    <Button kind="primary" onClick={() => setEditing('new')}>
      <Plus aria-hidden /> {t('messages.addTemplate')}
    </Button>
  ) : null
  return (
    <Section title={t('messages.templates')} hint={t('messages.templatesHint')} actions={add}>
      {query.isPending ? (
        <SkeletonRows rows={4} />
      ) : query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data.length === 0 ? (
        <EmptyState icon={FileText} title={t('messages.noTemplates')} action={add} />
      ) : (
        <Table label={t('messages.templates')} className="min-w-lg">
          <thead>
            <tr>
              <Th>{t('messages.name')}</Th>
              <Th>{t('messages.byChannel')}</Th>
              <Th>{t('messages.languages')}</Th>
              <Th>{t('messages.changed')}</Th>
              <Th>
                <span className="sr-only">{t('messages.actions')}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {query.data.map((one) => (
              <Tr key={one.id}>
                <Td className="max-w-64 py-1.5">
                  <bdi className="block truncate">{one.name}</bdi>
                  {one.purpose === 'marketing' ? (
                    <Badge tone="info">{t('messages.purpose.marketing')}</Badge>
                  ) : null}
                </Td>
                <Td>{t(`messages.channel.${one.type}`)}</Td>
                <Td>{one.texts.map((text) => text.language).join(', ')}</Td>
                <Td className="whitespace-nowrap">
                  <RelativeTime plain value={one.updated_at} />
                </Td>
                <Td numeric>
                  <IconButton
                    size="sm"
                    label={t(mayChange ? 'messages.edit' : 'messages.look', { name: one.name })}
                    onClick={() => setEditing(one)}
                  >
                    <Pencil aria-hidden />
                  </IconButton>
                  {mayChange ? (
                    <IconButton
                      size="sm"
                      label={t('messages.remove', { name: one.name })}
                      onClick={() => setRemoving(one)}
                    >
                      <Trash2 aria-hidden />
                    </IconButton>
                  ) : null}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      {editing ? (
        <TemplateDialog
          template={editing === 'new' ? null : editing}
          mayChange={mayChange}
          onClose={() => setEditing(null)}
        />
      ) : null}
      {removing ? (
        <ConfirmDialog
          open
          onOpenChange={(open) => (open ? undefined : setRemoving(null))}
          title={t('messages.remove', { name: removing.name })}
          description={t('messages.removeText')}
          action={t('messages.removeAction')}
          danger
          busy={remove.isPending}
          onConfirm={() => remove.mutate(removing.id)}
        />
      ) : null}
    </Section>
  )
}
