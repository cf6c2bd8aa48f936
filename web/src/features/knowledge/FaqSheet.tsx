import { useQueryClient } from '@tanstack/react-query'
import { Download, MoreHorizontal, Upload } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/services/errors'
import { apiUrl, http } from '@/services/http'
import type { Answer } from '@/services/types'
import { Button, Menu, MenuContent, MenuItem, MenuTrigger } from '@/ui'
import { toast } from '@/ui/toast'
import { knowledgeKeys } from './queries'

type Done = Answer<'/api/app/knowledge/faqs/import', 'post'>

/** What is wrong with a file, line by line, as far as a notice has room for it. */
export function faults(error: unknown): string[] {
  if (!(error instanceof ApiError) || !Array.isArray(error.details.errors)) return []
  const told = error.details.errors as { field?: unknown; message?: unknown }[]
  return told.slice(0, 3).map((one) => [one.field, one.message].filter(Boolean).join(': '))
}

/** Questions as a table: saved as a file, and read in again. */
export function FaqSheet() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)

  const read = async (file: File) => {
    const form = new FormData()
    form.set('file', file)
    try {
      const done = await http.post<Done>('/api/app/knowledge/faqs/import', form)
      toast.success(t('knowledge.sheet.done', { ...done }))
      await client.invalidateQueries({ queryKey: knowledgeKeys.all })
    } catch (error) {
      const lines = faults(error)
      toast.error(lines.length > 0 ? lines.join('\n') : t('knowledge.sheet.failed'))
    }
  }

  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void read(file)
        }}
      />
      <Menu modal={false}>
        <MenuTrigger asChild>
          <Button kind="quiet" className="w-8 px-0 pointer-coarse:w-11" aria-label={t('thread.more')}>
            <MoreHorizontal aria-hidden />
          </Button>
        </MenuTrigger>
        <MenuContent>
          <MenuItem
            icon={<Download aria-hidden />}
            onSelect={() => window.location.assign(apiUrl('/api/app/knowledge/faqs.csv'))}
          >
            {t('knowledge.sheet.save')}
          </MenuItem>
          <MenuItem icon={<Upload aria-hidden />} onSelect={() => input.current?.click()}>
            {t('knowledge.sheet.read')}
          </MenuItem>
        </MenuContent>
      </Menu>
    </>
  )
}
