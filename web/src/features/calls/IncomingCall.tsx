import { useMutation } from '@tanstack/react-query'
import { Phone, Video } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, InlineFailure } from '@/ui'
import { type CurrentCall, openCall, ringing } from './current'
import { endSession } from './sessions'

/** Staff call a customer: microphone and camera stay shut until the customer answers. */
export default function IncomingCall({ call }: { call: CurrentCall }) {
  const { t } = useTranslation()
  const decline = useMutation({
    mutationFn: () => endSession(call.sessionId),
    onSuccess: () => ringing.set(null),
  })
  const Icon = call.type === 'video' ? Video : Phone
  return (
    <div
      role="alert"
      data-testid="incoming-call"
      className="fixed end-2 bottom-20 z-30 flex w-80 max-w-[calc(100vw-1rem)] flex-col gap-3 rounded-md bg-raised p-4 shadow-float md:end-4 md:bottom-4"
    >
      <p className="flex items-center gap-2 font-semibold">
        <Icon className="size-5 shrink-0 text-accent" aria-hidden />
        {t(`calls.incoming.${call.type}`, { name: call.name })}
      </p>
      <InlineFailure error={decline.error} />
      <div className="flex justify-end gap-2">
        <Button onClick={() => decline.mutate()} busy={decline.isPending}>
          {t('calls.incoming.decline')}
        </Button>
        <Button kind="primary" onClick={() => openCall(call)}>
          {t('calls.incoming.answer')}
        </Button>
      </div>
    </div>
  )
}
