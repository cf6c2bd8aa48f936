import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { useSession } from '@/features/session/context'
import { useAppForm } from '@/hooks/useAppForm'
import { useErrorText } from '@/hooks/useErrorText'
import { Button, Failure, Field, InlineFailure, Input, Section, Select, SkeletonRows, Switch } from '@/ui'
import { toast } from '@/ui/toast'
import { asNumber, within } from './numbers'
import {
  type AssistantSettings,
  changeSettings,
  type SettingsChanges,
  STYLES,
  type Style,
  settingsQuery,
} from './queries'

const schema = v.object({
  max_response_length: within(1, 4000, 'assistantSettings.lengthRange'),
  ai_confidence_threshold: within(0, 100, 'assistantSettings.percentRange'),
})

/** A switch takes effect when it is moved; numbers when they are saved. */
function useSwitch() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  return useMutation({
    mutationFn: (changes: SettingsChanges) => changeSettings(client, changes),
    onSuccess: () => toast.success(t('assistantSettings.saved')),
    onError: (error) => toast.error(errorText(error)),
  })
}

function Automatic({ settings, mayChange }: { settings: AssistantSettings; mayChange: boolean }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const move = useSwitch()
  const [style, setStyle] = useState(settings.response_style_default as Style)
  const values = {
    max_response_length: String(settings.max_response_length),
    ai_confidence_threshold: String(Math.round(settings.ai_confidence_threshold * 1000) / 10),
  }
  const form = useAppForm(schema, {
    defaultValues: values,
    onSubmit: async (next) => {
      await changeSettings(client, {
        max_response_length: Math.round(asNumber(next.max_response_length)),
        ai_confidence_threshold: asNumber(next.ai_confidence_threshold) / 100,
        response_style_default: style,
      })
      form.reset(next)
      toast.success(t('assistantSettings.saved'))
    },
  })
  const changed = form.dirty || style !== settings.response_style_default
  return (
    <div className="flex flex-col gap-5">
      <Switch
        checked={settings.auto_reply_enabled}
        disabled={!mayChange || move.isPending}
        onChange={(on) => move.mutate({ auto_reply_enabled: on })}
        label={<span className="font-medium">{t('assistantSettings.autoReply')}</span>}
        hint={t('assistantSettings.autoReplyHint')}
      />
      <form noValidate onSubmit={form.submit} className="flex max-w-xl flex-col gap-4">
        <Field
          label={t('assistantSettings.threshold')}
          hint={t('assistantSettings.thresholdHint')}
          error={form.error('ai_confidence_threshold')}
        >
          {(control) => (
            <span className="flex items-center gap-2">
              <Input
                {...control}
                {...form.register('ai_confidence_threshold')}
                inputMode="decimal"
                className="w-24 text-end"
                disabled={!mayChange}
              />
              <span aria-hidden>%</span>
            </span>
          )}
        </Field>
        <Field
          label={t('assistantSettings.length')}
          hint={t('assistantSettings.lengthHint')}
          error={form.error('max_response_length')}
        >
          {(control) => (
            <Input
              {...control}
              {...form.register('max_response_length')}
              inputMode="numeric"
              className="w-24 text-end"
              disabled={!mayChange}
            />
          )}
        </Field>
        <Field label={t('assistantSettings.style')} hint={t(`assistantSettings.styleHint.${style}`)}>
          {(control) => (
            <Select
              {...control}
              value={style}
              onChange={setStyle}
              disabled={!mayChange}
              className="max-w-60"
              options={STYLES.map((each) => ({ value: each, label: t(`assistantSettings.styles.${each}`) }))}
            />
          )}
        </Field>
        <InlineFailure error={form.failure} />
        {changed ? (
          <div className="flex flex-wrap gap-2">
            <Button type="submit" kind="primary" busy={form.busy}>
              {t('assistantSettings.save')}
            </Button>
            <Button
              kind="quiet"
              onClick={() => {
                form.reset(values)
                setStyle(settings.response_style_default as Style)
              }}
            >
              {t('assistantSettings.undo')}
            </Button>
          </div>
        ) : null}
      </form>
    </div>
  )
}

function Privacy({ settings, mayChange }: { settings: AssistantSettings; mayChange: boolean }) {
  const { t } = useTranslation()
  const move = useSwitch()
  return (
    <div className="flex flex-col gap-4">
      <Switch
        checked={settings.masks_personal_data}
        disabled={!mayChange || move.isPending}
        onChange={(on) => move.mutate({ masks_personal_data: on })}
        label={<span className="font-medium">{t('assistantSettings.mask')}</span>}
        hint={t('assistantSettings.maskHint')}
      />
      <Switch
        checked={settings.keeps_texts}
        disabled={!mayChange || move.isPending}
        onChange={(on) => move.mutate({ keeps_texts: on })}
        label={<span className="font-medium">{t('assistantSettings.keepTexts')}</span>}
        hint={t('assistantSettings.keepTextsHint')}
      />
    </div>
  )
}

/** How the assistant answers on its own, and what of it may leave the house. */
export function Replies() {
  const { t } = useTranslation()
  const query = useQuery(settingsQuery)
  const mayChange = useSession().scopes.includes('settings:write')
  if (query.isError && !query.data)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />
  return (
    <div className="flex flex-col gap-8">
      <Section title={t('assistantSettings.automatic')}>
        {query.data ? <Automatic settings={query.data} mayChange={mayChange} /> : <SkeletonRows rows={5} />}
      </Section>
      <Section title={t('assistantSettings.privacy')}>
        {query.data ? <Privacy settings={query.data} mayChange={mayChange} /> : <SkeletonRows rows={2} />}
      </Section>
    </div>
  )
}
