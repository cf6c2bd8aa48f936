import { useQuery, useQueryClient } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { useSession } from '@/features/session/context'
import { useAppForm } from '@/hooks/useAppForm'
import { useFormat } from '@/hooks/useFormat'
import {
  Button,
  Failure,
  Field,
  FormDialog,
  InlineFailure,
  Input,
  Section,
  Skeleton,
  Tile,
  Tiles,
} from '@/ui'
import { toast } from '@/ui/toast'
import { asLimit, decimal, whole } from './numbers'
import { type Budget, budgetQuery, changeBudget } from './queries'

const schema = v.object({ tokens_limit: whole, cost_limit: decimal })

function BudgetDialog({ budget, onClose }: { budget: Budget; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useAppForm(schema, {
    defaultValues: {
      tokens_limit: String(budget.tokens_limit ?? ''),
      cost_limit: String(budget.cost_limit ?? ''),
    },
    onSubmit: async (values) => {
      await changeBudget(client, {
        tokens_limit: asLimit(values.tokens_limit),
        cost_limit: asLimit(values.cost_limit),
      })
      toast.success(t('assistantSettings.budgetSaved'))
      onClose()
    },
  })
  return (
    <FormDialog
      title={t('assistantSettings.budgetTitle')}
      description={t('assistantSettings.budgetText')}
      action={t('assistantSettings.saveBudget')}
      busy={form.busy}
      onClose={onClose}
      onSubmit={form.submit}
    >
      <Field label={t('assistantSettings.tokensLimit')} error={form.error('tokens_limit')}>
        {(control) => (
          <Input
            {...control}
            {...form.register('tokens_limit')}
            inputMode="numeric"
            placeholder={t('assistantSettings.noLimit')}
          />
        )}
      </Field>
      <Field
        label={t('assistantSettings.costLimit')}
        hint={t('assistantSettings.costHint')}
        error={form.error('cost_limit')}
      >
        {(control) => (
          <Input
            {...control}
            {...form.register('cost_limit')}
            inputMode="decimal"
            placeholder={t('assistantSettings.noLimit')}
          />
        )}
      </Field>
      <InlineFailure error={form.failure} />
    </FormDialog>
  )
}

/** What this month may cost, and did. */
export function BudgetPart() {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useQuery(budgetQuery)
  const [editing, setEditing] = useState(false)
  const mayChange = useSession().scopes.includes('settings:write')
  const budget = query.data
  const of = (limit: number | null) =>
    limit === null
      ? t('assistantSettings.noLimit')
      : t('assistantSettings.of', { limit: format.number(limit) })
  return (
    <Section
      title={t('assistantSettings.budget')}
      hint={budget ? t('assistantSettings.resets', { date: format.date(budget.resets_at) }) : null}
      actions={
        mayChange && budget ? (
          <Button onClick={() => setEditing(true)}>{t('assistantSettings.changeBudget')}</Button>
        ) : null
      }
    >
      {budget ? (
        <>
          {budget.stopped ? (
            <p className="flex items-start gap-2.5 rounded-md bg-waiting-soft px-3 py-2">
              <TriangleAlert className="mt-0.5 size-4 shrink-0 text-waiting" aria-hidden />
              {t('assistantSettings.stopped')}
            </p>
          ) : null}
          <Tiles label={t('assistantSettings.budget')}>
            <Tile
              label={t('assistantSettings.tokens')}
              value={format.number(budget.tokens_used)}
              aside={of(budget.tokens_limit)}
            />
            <Tile
              label={t('assistantSettings.cost')}
              value={format.number(budget.cost_used)}
              aside={of(budget.cost_limit)}
            />
          </Tiles>
        </>
      ) : query.isError ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton className="h-16" />
      )}
      {editing && budget ? <BudgetDialog budget={budget} onClose={() => setEditing(false)} /> : null}
    </Section>
  )
}
