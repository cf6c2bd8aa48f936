import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { useAppForm } from '@/hooks/useAppForm'
import { Button, Field, InlineFailure, Input, Select, Switch, TabPanel, Tabs, Textarea } from '@/ui'
import { toast } from '@/ui/toast'
import {
  bodyOf,
  ENTRY_LANGUAGES,
  type Entry,
  type EntryValues,
  emptyValues,
  type Kind,
  valuesOf,
} from './entries'
import { Markdown } from './Markdown'
import { categoriesQuery, changeEntry, createEntry } from './queries'

const LONGEST_TITLE: Record<Kind, number> = { faq: 500, article: 200, canned: 200 }
const LONGEST_BODY: Record<Kind, number> = { faq: 10_000, article: 50_000, canned: 10_000 }

const needed = (most: number) =>
  v.pipe(v.string(), v.trim(), v.minLength(1, 'validation.required'), v.maxLength(most, 'validation.tooLong'))

const schemaOf = (kind: Kind) =>
  v.object({
    title: needed(LONGEST_TITLE[kind]),
    body: needed(LONGEST_BODY[kind]),
    category: v.pipe(v.string(), v.maxLength(100, 'validation.tooLong')),
    tags: v.string(),
    language: v.picklist(ENTRY_LANGUAGES),
    shortcut:
      kind === 'canned'
        ? v.pipe(v.string(), v.regex(/^\/?[\p{L}\p{N}_.-]{1,40}$/u, 'knowledge.shortcutRule'))
        : v.string(),
    visibility: v.picklist(['public', 'staff']),
    state: v.picklist(['draft', 'published']),
    is_active: v.boolean(),
  })

/** The article's text beside how it will look. */
function Body({
  kind,
  text,
  control,
}: {
  kind: Kind
  text: string
  control: (rows: number) => React.ReactNode
}) {
  const { t } = useTranslation()
  const [tab, setTab] = useState<'write' | 'preview'>('write')
  if (kind !== 'article') return control(kind === 'faq' ? 5 : 6)
  return (
    <Tabs
      label={t('knowledge.field.body.article')}
      value={tab}
      onChange={setTab}
      tabs={[
        { value: 'write', label: t('knowledge.write') },
        { value: 'preview', label: t('knowledge.preview') },
      ]}
    >
      <TabPanel value="write" className="pt-2">
        {control(16)}
      </TabPanel>
      <TabPanel value="preview" className="min-h-40 pt-3">
        {text.trim() ? <Markdown text={text} /> : <p className="text-muted">{t('knowledge.nothingYet')}</p>}
      </TabPanel>
    </Tabs>
  )
}

export function EntryForm({
  kind,
  entry,
  title,
  onSaved,
  onCancel,
}: {
  kind: Kind
  /** Nothing for a new one. */
  entry?: Entry
  /** What a new one begins with: a question that was asked, say. */
  title?: string
  onSaved: (entry: Entry) => void
  onCancel: () => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const names = useId()
  const categories = useQuery(categoriesQuery(kind))
  const start = entry ? valuesOf(entry) : emptyValues(kind, title)
  const [choices, setChoices] = useState(start)
  const [text, setText] = useState(start.body)
  const form = useAppForm<EntryValues>(schemaOf(kind) as never, {
    defaultValues: start,
    onSubmit: async (typed) => {
      const { language, visibility, state, is_active } = choices
      const values = { ...typed, language, visibility, state, is_active }
      const saved = entry ? await changeEntry(client, entry, values) : await createEntry(client, kind, values)
      form.reset(valuesOf(saved))
      setChoices(valuesOf(saved))
      toast.success(entry ? t('knowledge.saved') : t('knowledge.added'))
      onSaved(saved)
    },
  })
  const choose = (change: Partial<EntryValues>) => setChoices({ ...choices, ...change })
  const chosen = JSON.stringify(bodyOf(kind, choices)) !== JSON.stringify(bodyOf(kind, start))
  const changed = form.dirty || chosen
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
      {kind === 'canned' ? (
        <Field
          label={t('knowledge.shortcut')}
          hint={t('knowledge.shortcutHint')}
          error={form.error('shortcut')}
        >
          {(control) => (
            <Input
              {...control}
              {...form.register('shortcut')}
              className="font-mono"
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              maxLength={41}
            />
          )}
        </Field>
      ) : null}
      <Field label={t(`knowledge.field.title.${kind}`)} error={form.error('title')}>
        {(control) => (
          <Input
            {...control}
            {...form.register('title')}
            dir="auto"
            autoComplete="off"
            maxLength={LONGEST_TITLE[kind]}
          />
        )}
      </Field>
      <Field
        label={t(`knowledge.field.body.${kind}`)}
        hint={
          kind === 'canned' ? t('knowledge.places') : kind === 'article' ? t('knowledge.markdown') : undefined
        }
        error={form.error('body')}
      >
        {(control) => {
          const registered = form.register('body')
          return (
            <Body
              kind={kind}
              text={text}
              control={(rows) => (
                <Textarea
                  {...control}
                  {...registered}
                  rows={rows}
                  maxLength={LONGEST_BODY[kind]}
                  onChange={(event) => {
                    setText(event.target.value)
                    void registered.onChange(event)
                  }}
                />
              )}
            />
          )
        }}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('knowledge.category')} error={form.error('category')}>
          {(control) => (
            <>
              <Input
                {...control}
                {...form.register('category')}
                dir="auto"
                list={names}
                autoComplete="off"
                maxLength={100}
              />
              <datalist id={names}>
                {categories.data?.map((each) => (
                  <option key={each.name} value={each.name} />
                ))}
              </datalist>
            </>
          )}
        </Field>
        <Field label={t('knowledge.tags')} hint={t('knowledge.tagsHint')} error={form.error('tags')}>
          {(control) => (
            <Input {...control} {...form.register('tags')} dir="auto" autoComplete="off" maxLength={800} />
          )}
        </Field>
        <Field label={t('knowledge.language')}>
          {(control) => (
            <Select
              {...control}
              value={choices.language}
              onChange={(language) => choose({ language })}
              options={ENTRY_LANGUAGES.map((each) => ({ value: each, label: t(`knowledge.tongue.${each}`) }))}
            />
          )}
        </Field>
        {kind === 'article' ? (
          <Field label={t('knowledge.readers')}>
            {(control) => (
              <Select
                {...control}
                value={choices.visibility}
                onChange={(visibility) => choose({ visibility })}
                options={[
                  { value: 'public', label: t('knowledge.forAll') },
                  { value: 'staff', label: t('knowledge.forStaff') },
                ]}
              />
            )}
          </Field>
        ) : null}
      </div>
      {kind === 'canned' ? null : (
        <Switch
          checked={choices.state === 'published'}
          onChange={(on) => choose({ state: on ? 'published' : 'draft' })}
          label={t('knowledge.published')}
          hint={t('knowledge.publishedHint')}
        />
      )}
      <Switch
        checked={choices.is_active}
        onChange={(is_active) => choose({ is_active })}
        label={t('knowledge.active')}
        hint={t('knowledge.activeHint')}
      />
      <InlineFailure error={form.failure} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary" busy={form.busy} disabled={Boolean(entry) && !changed}>
          {entry ? t('knowledge.save') : t(`knowledge.add.${kind}`)}
        </Button>
        {entry && !changed ? null : (
          <Button
            kind="quiet"
            onClick={() => {
              form.reset(start)
              setChoices(start)
              setText(start.body)
              if (!entry) onCancel()
            }}
          >
            {entry ? t('knowledge.undo') : t('ui.cancel')}
          </Button>
        )}
      </div>
    </form>
  )
}
