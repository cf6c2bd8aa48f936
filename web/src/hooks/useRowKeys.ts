import { type RefObject, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from './useCommand'

/** `j` and `k` move the focus through a list's rows (elements with `data-row`); Enter then opens as usual. */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  const { t } = useTranslation()
  const move = useCallback(
    (by: number) => {
      const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
      const at = rows.indexOf(document.activeElement as HTMLElement)
      const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]
      next?.focus()
      next?.scrollIntoView({ block: 'nearest' })
    },
    [list],
  )
  const group = t('commands.list')
  useCommand({
    id: 'rows.next',
    group,
    label: t('commands.next'),
    key: 'j',
    hidden: true,
    run: () => move(1),
  })
  useCommand({
    id: 'rows.previous',
    group,
    label: t('commands.previous'),
    key: 'k',
    hidden: true,
    run: () => move(-1),
  })
}
