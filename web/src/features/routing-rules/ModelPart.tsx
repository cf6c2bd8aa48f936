import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { Button, Failure, Section, SkeletonRows, Table, Td, Th, Tr } from '@/ui'
import { toast } from '@/ui/toast'
import { type ModelReport, modelQuery, refitModel } from './queries'

const MEASURES = ['auc', 'top_half'] as const

function Report({ report }: { report: ModelReport }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (!report.ready || !report.model || !report.rules) {
    return <p className="text-muted">{t('routingRules.model.notReady')}</p>
  }
  const { model, rules } = report
  return (
    <>
      <p>
        {t(model.auc > rules.auc ? 'routingRules.model.better' : 'routingRules.model.notBetter', {
          rows: format.number(report.rows),
          wins: format.number(report.wins),
          tested: format.number(report.tested),
        })}
      </p>
      <Table label={t('routingRules.model.title')}>
        <thead>
          <tr>
            <Th>{t('routingRules.model.measure')}</Th>
            <Th numeric>{t('routingRules.model.learned')}</Th>
            <Th numeric>{t('routingRules.model.rules')}</Th>
          </tr>
        </thead>
        <tbody>
          {MEASURES.map((measure) => (
            <Tr key={measure}>
              <Td className="py-1.5">{t(`routingRules.model.${measure}`)}</Td>
              <Td numeric>{format.percent(model[measure])}</Td>
              <Td numeric>{format.percent(rules[measure])}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <p className="text-sm text-muted">
        {t('routingRules.model.calibration', { share: format.percent(report.calibration_error) })}
        {report.made_at
          ? ` ${t('routingRules.model.madeAt', { at: format.dateTime(report.made_at) })}`
          : null}
      </p>
    </>
  )
}

/** The likelihood that was learned from one's own calls, beside the score by the rules. */
export function ModelPart() {
  const { t } = useTranslation()
  const errorText = useErrorText()
  const query = useQuery(modelQuery)
  const refit = useMutation({
    mutationFn: refitModel,
    onSuccess: () => toast.success(t('routingRules.model.asked')),
    onError: (error) => toast.error(errorText(error)),
  })
  return (
    <Section
      title={t('routingRules.model.title')}
      hint={t('routingRules.model.hint')}
      actions={
        query.data ? (
          <Button busy={refit.isPending} onClick={() => refit.mutate()}>
            {t('routingRules.model.refit')}
          </Button>
        ) : null
      }
    >
      {query.data ? (
        <Report report={query.data} />
      ) : query.isError ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonRows rows={3} />
      )}
    </Section>
  )
}
