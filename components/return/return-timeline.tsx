import type { ReactNode } from 'react'
import { Card } from '#components/ui/card.tsx'
import { Timeline } from '#components/ui/timeline.tsx'
import type { LeftAccount } from '#lib/domain/return/checklist.ts'
import { type ReturnFacts, type ReturnStep, returnSteps } from '#lib/domain/return/return-steps.ts'
import { formatDay, formatMoment, isolated, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { Translator } from '#lib/i18n/translator.ts'
import type { ArrangedHandOver } from './hand-over-facts.tsx'

/** What the timeline shows of a return. */
type TimedReturn = ArrangedHandOver &
  Omit<ReturnFacts, 'isPrepared'> & {
    accountsLeft: LeftAccount[]
    scheduledAt: Temporal.Instant | null
    scheduleNote: string | null
  }

type Props = { shown: TimedReturn; isPrepared: boolean; lenderName: string; reader: Reader }

export function ReturnTimeline(props: Props) {
  const t = useTranslations('returns')
  const { shown, isPrepared, reader } = props
  const steps = returnSteps({ ...shown, isPrepared }).map((step) => ({
    key: step.name,
    state: step.state,
    title: titleOf(t, step),
    said: t(`said.${step.state}`),
    time: step.at && (
      <time dateTime={step.at.toString({ smallestUnit: 'second' })}>
        {formatMoment(step.at, reader)}
      </time>
    ),
    children: noteOf(t, step, props),
  }))
  return (
    <Card>
      <Timeline steps={steps} />
    </Card>
  )
}

type Words = Translator<'returns'>

function titleOf(t: Words, step: ReturnStep): string {
  if (step.state === 'over') return t(`step.over.${step.name}`)
  return step.state === 'done' ? t(`step.done.${step.name}`) : t(`step.now.${step.name}`)
}

function noteOf(t: Words, step: ReturnStep, { shown, lenderName, reader }: Props): ReactNode {
  if (step.state === 'not_needed') return t('step.not_needed')
  if (step.name === 'prepared' && step.state === 'now') return t('note.prepared')
  if (step.name === 'received' && step.state === 'done') return leftNote(t, shown)
  const isOnTheWay = step.name === 'received' && (step.state === 'now' || step.state === 'waiting')
  if (!isOnTheWay || !shown.handOver) return undefined
  const day = shown.courierOn ?? shown.sendBy
  const isAsked = shown.handOver === 'courier' && !shown.scheduledAt
  const handOver = isAsked ? 'courier_asked' : shown.handOver
  const values = {
    day: day ? formatDay(day, reader, 'long') : '',
    point: isolated(shown.dropOffPoint ?? ''),
    lender: isolated(lenderName),
  }
  return (
    <>
      {t(`note.received_${handOver}`, values)}
      {shown.scheduleNote && (
        <span className="block">
          {' '}
          {t('note.moved', {
            lender: isolated(lenderName),
            reason: isolated(shown.scheduleNote),
          })}
        </span>
      )}
    </>
  )
}

function leftNote(t: Words, { accountsLeft }: TimedReturn): ReactNode {
  if (accountsLeft.length === 0) return undefined
  const items = accountsLeft.map((name) => t(`left.${name}`)).join(t('left.and'))
  return t('note.accounts_left', { items })
}
