import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TabPanel, Tabs } from '@/ui'
import { LANGUAGES, SAMPLES } from './samples'

const NAMES = { python: 'Python', javascript: 'JavaScript' } as const

/** What a receiver does with what it gets. */
export function Sample() {
  const { t } = useTranslation()
  const [language, setLanguage] = useState<(typeof LANGUAGES)[number]>('python')
  return (
    <div className="flex flex-col gap-2">
      <p className="text-muted">{t('webhooks.sampleHint')}</p>
      <Tabs
        label={t('webhooks.sample')}
        value={language}
        onChange={setLanguage}
        tabs={LANGUAGES.map((value) => ({ value, label: NAMES[value] }))}
      >
        {LANGUAGES.map((value) => (
          <TabPanel key={value} value={value}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
            <pre dir="ltr" tabIndex={0} className="overflow-x-auto rounded-md bg-hover p-3 text-sm">
              {SAMPLES[value]}
            </pre>
          </TabPanel>
        ))}
      </Tabs>
    </div>
  )
}
