import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { leadPath } from '@/features/leads/queries'
import { callPath, phoneKeys } from '@/features/telephone/queries'
import { useErrorText } from '@/hooks/useErrorText'
import { http } from '@/services/http'
import type { CallingDesk, Lead, PhoneCall } from '@/services/types'
import { toast } from '@/ui/toast'

export interface WrapUp {
  disposition_id: number
  notes?: string
  callback_at?: string
}

/** What one does at the desk. Each act shows its effect at once and then looks at the desk again. */
export function useDeskActs() {
  const client = useQueryClient()
  const { t } = useTranslation()
  const errorText = useErrorText()
  const refresh = () => client.invalidateQueries({ queryKey: ['telephone'] })
  const patch = (change: Partial<CallingDesk>) =>
    client.setQueryData<CallingDesk>(phoneKeys.desk, (old) => (old ? { ...old, ...change } : old))
  const options = {
    onSettled: refresh,
    onError: (error: unknown) => void toast.error(t('desk.notDone'), { description: errorText(error) }),
  }
  const next = useMutation({
    mutationFn: () => http.post<Lead | undefined>('/api/app/leads/next', {}),
    ...options,
    onSuccess: (lead) => {
      if (lead?.id) patch({ lead })
      else toast.info(t('desk.noneReady'), { description: t('desk.noneReadyText') })
    },
  })
  const claim = useMutation({
    mutationFn: (leadId: number) => http.post<Lead>(leadPath(leadId, '/claim')),
    ...options,
    onSuccess: (lead) => patch({ lead }),
  })
  const release = useMutation({
    mutationFn: (lead: Lead) => http.post<Lead>(leadPath(lead.id, '/release')),
    ...options,
    onSuccess: () => patch({ lead: null, script: null }),
  })
  const dial = useMutation({
    mutationFn: (lead: Lead) => http.post<PhoneCall>('/api/app/calls', { lead_id: lead.id }),
    ...options,
    onSuccess: (call) => patch({ call }),
  })
  const update = useMutation({
    mutationFn: ({ call, ...change }: { call: PhoneCall; status?: string; notes?: string }) =>
      http.put<PhoneCall>(callPath(call.id), change),
    ...options,
  })
  const end = useMutation({
    mutationFn: (call: PhoneCall) => http.post<PhoneCall>(callPath(call.id, '/end')),
    ...options,
  })
  const hold = useMutation({
    mutationFn: ({ call, on }: { call: PhoneCall; on: boolean }) =>
      http.post<PhoneCall>(callPath(call.id, '/hold'), { on }),
    ...options,
  })
  const transfer = useMutation({
    mutationFn: ({ call, ...to }: { call: PhoneCall; to_person?: number; to_number?: string }) =>
      http.post<PhoneCall>(callPath(call.id, '/transfer'), to),
    onSettled: refresh, // the dialog tells what went wrong, beside what was typed
  })
  const nextAndDial = useMutation({
    mutationFn: async () => {
      const lead = await http.post<Lead | undefined>('/api/app/leads/next', {})
      if (!lead?.id) return undefined
      patch({ lead }) // whoever it is stays on the desk, should a rule forbid to call now
      return http.post<PhoneCall>('/api/app/calls', { lead_id: lead.id })
    },
    ...options,
    onSuccess: (call) => {
      if (call) patch({ call })
      else toast.info(t('desk.noneReady'), { description: t('desk.noneReadyText') })
    },
  })
  const wrapUp = useMutation({
    mutationFn: ({ callId, ...body }: WrapUp & { callId: number }) =>
      http.post<PhoneCall>(callPath(callId, '/wrap-up'), body),
    ...options,
    onSuccess: () => {
      patch({ wrap_up: null, call: null, lead: null, script: null })
      toast.success(t('desk.wrappedUp'))
    },
  })
  return { next, nextAndDial, claim, release, dial, update, end, hold, transfer, wrapUp }
}

export type DeskActs = ReturnType<typeof useDeskActs>
