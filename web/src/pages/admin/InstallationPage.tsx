import { getRouteApi } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { OpenDialog } from '@/features/installation/OpenDialog'
import { Workspaces } from '@/features/installation/Workspaces'
import { useCommand } from '@/hooks/useCommand'
import { Button, Input, Page, Section } from '@/ui'

const route = getRouteApi('/app/house/installation')

export function InstallationPage() {
  const { t } = useTranslation()
  const { q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const [words, setWords] = useState(q)
  const [opening, setOpening] = useState(false)
  const open = () => setOpening(true)
  useCommand({
    id: 'installation.open',
    group: t('nav.installation'),
    label: t('installation.open'),
    key: 'n',
    run: open,
  })
  useEffect(() => {
    const timer = setTimeout(() => {
      const next = words.trim()
      if (next !== q) void navigate({ search: { q: next || undefined }, replace: true })
    }, 250)
    return () => clearTimeout(timer)
  }, [words, q, navigate])
  return (
    <Page>
      <Section
        title={t('installation.title')}
        hint={t('installation.hint')}
        actions={
          <Button kind="primary" onClick={open}>
            <Plus aria-hidden />
            {t('installation.open')}
          </Button>
        }
      >
        <Input
          type="search"
          dir="auto"
          value={words}
          maxLength={200}
          aria-label={t('installation.search')}
          placeholder={t('installation.search')}
          onChange={(event) => setWords(event.target.value)}
        />
        <Workspaces search={q} />
      </Section>
      {opening ? <OpenDialog onClose={() => setOpening(false)} /> : null}
    </Page>
  )
}
