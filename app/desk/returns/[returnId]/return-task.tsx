import { Card } from '#components/ui/card.tsx'
import { database } from '#lib/db/client.ts'
import { lastDayOf } from '#lib/domain/lock/hold.ts'
import { awaitsPerson } from '#lib/domain/return/return.ts'
import { formatDay } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { quoteInForce } from '#lib/returns/quotes.ts'
import { CloseTask, DecideTask, InspectTask, SettleTask } from './here-tasks.tsx'
import { ReceiveTask } from './receive-task.tsx'
import { hasForm, type ReturnForm } from './return-forms.ts'
import { ConfirmTask, MoveTask } from './schedule-tasks.tsx'
import type { ViewedReturn } from './viewed-return.ts'

type Props = ViewedReturn & { isMoving: boolean; sent: ReturnForm | undefined }

export async function ReturnTask({ sent, ...props }: Props) {
  const { isMoving, ...viewed } = props
  const isPast = sent !== undefined && !hasForm(viewed.shown.state, sent)
  return (
    <>
      {isPast && <PastTask {...viewed} form={sent} />}
      <TaskNow {...viewed} isMoving={isMoving || sent === 'move'} />
    </>
  )
}

function PastTask({ form, ...viewed }: ViewedReturn & { form: ReturnForm }) {
  if (form === 'move') return <MoveTask {...viewed} isOpen />
  if (form === 'receive') return <ReceiveTask {...viewed} />
  return form === 'inspect' ? <InspectTask {...viewed} /> : <DecideTask {...viewed} />
}

/** As it stands, or whom it waits for. */
function TaskNow({ isMoving, ...viewed }: ViewedReturn & { isMoving: boolean }) {
  const { state, arrangedAt, scheduledAt } = viewed.shown
  if (state === 'arranged')
    return (
      <>
        {!scheduledAt && <ConfirmTask {...viewed} />}
        <ReceiveTask {...viewed} />
        <MoveTask {...viewed} isOpen={isMoving} />
      </>
    )
  if (state === 'expired' && arrangedAt) return <ReceiveTask {...viewed} />
  if (state === 'received') return <InspectTask {...viewed} />
  if (awaitsPerson(viewed.shown, viewed.reader.now)) return <DecideTask {...viewed} />
  if (state === 'agreed') return <SettleTask {...viewed} />
  if (state === 'settled') return <CloseTask {...viewed} />
  if (state === 'offered' || state === 'inspected') return <Waits {...viewed} state={state} />
  return null
}

async function Waits({ shown, reader, state }: ViewedReturn & { state: 'offered' | 'inspected' }) {
  const t = await getTranslations('desk-returns')
  const { answerBy, returnId } = shown
  const day = answerBy
    ? lastDayOf(answerBy, reader.timeZone)
    : (await quoteInForce(database(), returnId)).validUntil
  return (
    <Card>
      <p>{t(`wait.${state}`, { day: formatDay(day, reader, 'long') })}</p>
    </Card>
  )
}
