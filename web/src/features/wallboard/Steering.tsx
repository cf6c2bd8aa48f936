import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Maximize2, Minimize2, Pause, Play, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { useErrorText } from '@/hooks/useErrorText'
import type { Wallboard } from '@/services/types'
import { Button, ConfirmDialog, IconButton } from '@/ui'
import { toast } from '@/ui/toast'
import { type QueueAction, steer } from './queries'

/** Pausing stops new calls at once and lets those in progress end: worth a question. Going on is not. */
export function Steering({ queue }: { queue: Wallboard['queue'] }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const [asked, setAsked] = useState<QueueAction | null>(null)
  const steers = useSession().scopes.includes('calls:steer')
  const act = useMutation({
    mutationFn: (action: QueueAction) => steer(client, action),
    onSuccess: (done, action) => {
      setAsked(null)
      toast.success(t(`wallboard.done.${action}`, { count: done.resetCount ?? 0 }))
    },
    onError: (error) => toast.error(t('wallboard.notDone'), { description: errorText(error) }),
  })
  if (!steers) return <FullScreen />
  return (
    <div className="flex items-center gap-2">
      {queue.is_running ? (
        <Button onClick={() => setAsked('pause_queue')}>
          <Pause className="size-4" aria-hidden />
          {t('wallboard.pause')}
        </Button>
      ) : (
        <Button kind="primary" busy={act.isPending} onClick={() => act.mutate('resume_queue')}>
          <Play className="size-4" aria-hidden />
          {t('wallboard.resume')}
        </Button>
      )}
      <IconButton label={t('wallboard.reset')} onClick={() => setAsked('reset_stuck_leads')}>
        <RotateCcw className="size-4" aria-hidden />
      </IconButton>
      <FullScreen />
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={asked === 'reset_stuck_leads' ? t('wallboard.reset') : t('wallboard.pause')}
        description={asked === 'reset_stuck_leads' ? t('wallboard.resetText') : t('wallboard.pauseText')}
        action={asked === 'reset_stuck_leads' ? t('wallboard.reset') : t('wallboard.pause')}
        busy={act.isPending}
        onConfirm={() => asked && act.mutate(asked)}
      />
    </div>
  )
}

/** For a screen on the wall: the board alone, without the app around it. */
function FullScreen() {
  const { t } = useTranslation()
  const [full, setFull] = useState(false)
  const toggle = async () => {
    const board = document.getElementById('wallboard')
    if (document.fullscreenElement) await document.exitFullscreen()
    else await board?.requestFullscreen()
    setFull(document.fullscreenElement !== null)
  }
  return (
    <IconButton
      label={full ? t('wallboard.leaveFull') : t('wallboard.full')}
      onClick={() => void toggle()}
      className="max-md:hidden"
    >
      {full ? <Minimize2 className="size-4" aria-hidden /> : <Maximize2 className="size-4" aria-hidden />}
    </IconButton>
  )
}
