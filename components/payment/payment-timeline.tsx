import type { ReactNode } from 'react'
import { Elapsed } from '#components/elapsed.tsx'
import { Card } from '#components/ui/card.tsx'
import { Timeline } from '#components/ui/timeline.tsx'
import { dayAt } from '#lib/domain/day.ts'
import { maskTyped } from '#lib/domain/identity/mask-typed.ts'
import type { LoanArrears } from '#lib/domain/money/installments.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { TimelineStep } from '#lib/domain/timeline/steps.ts'
import type { Timeline as Told } from '#lib/domain/timeline/timeline.ts'
import { formatDay, formatTime, formatUntil, type Reader, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { promisedWords } from './promised-words.ts'
import type { ShownPayment } from './shown-payment.ts'

type Props = {
  told: Told
  payment: ShownPayment
  lenderName: string
  /** Only for the borrower: whoever else pays is told nothing of the loan. */
  arrears: LoanArrears | undefined
  reader: Reader
  /** False: what is to be taken along is printed alone. */
  isPrinted?: boolean
}

export async function PaymentTimeline(props: Props) {
  const t = await getTranslations('payment')
  const { told, reader, isPrinted = true } = props
  if (told.steps.length === 0) return null
  const steps = await Promise.all(
    told.steps.map(async (step, index) => ({
      key: step.name,
      state: step.state,
      title: t(`steps.${titleSet(step)}.${titleOf(step, told)}`),
      said: t(`said.${step.state}`),
      time: timeOf(step, told.steps[index - 1], reader),
      children: await notesOf(step, props),
    })),
  )
  return (
    <Card className={isPrinted ? '' : 'print:hidden'}>
      <Timeline steps={steps} />
    </Card>
  )
}

function titleSet({ state }: TimelineStep) {
  if (state === 'done') return 'done'
  if (state === 'waiting') return 'later'
  if (state === 'stopped') return 'stopped'
  return state === 'not_needed' ? 'not_needed' : 'pending'
}

function titleOf({ name }: TimelineStep, { isByHand, isOpenAlready }: Told) {
  if (name !== 'unlock_sent') return name
  if (isByHand) return 'unlock_by_hand'
  return isOpenAlready ? 'lock_told' : name
}

function timeOf(step: TimelineStep, before: TimelineStep | undefined, reader: Reader): ReactNode {
  if (step.on)
    return <time dateTime={step.on.toString()}>{formatDay(step.on, reader, 'short')}</time>
  if (step.at) return <Moment at={step.at} reader={reader} />
  if (step.state !== 'now' || !before?.at) return undefined
  return <Elapsed sinceMs={before.at.epochMilliseconds} nowMs={reader.now.epochMilliseconds} />
}

function Moment({ at, reader }: { at: Temporal.Instant; reader: Reader }) {
  const day = dayAt(at, reader.timeZone)
  return (
    <time dateTime={at.toString({ smallestUnit: 'second' })}>
      {!day.equals(todayOf(reader)) && <span>{formatDay(day, reader, 'short')} </span>}
      {formatTime(at, reader, '2-digit')}
    </time>
  )
}

// What the lender gives for its own lateness stands where it was late; whoever else pays is told nothing of the loan.
async function notesOf(step: TimelineStep, props: Props): Promise<ReactNode> {
  const note = await noteOf(step, props)
  const { payment, arrears, reader } = props
  const amountMinor = BigInt(payment.goodwillCreditMinor ?? 0)
  if (step.name !== 'phone_confirmed' || amountMinor === 0n || !arrears) return note
  const t = await getTranslations('payment')
  const amount = formatMoney({ amountMinor, currency: payment.currency }, reader.locale)
  return (
    <>
      {note && <span className="block"> {note}</span>}
      <span className="block font-semibold text-ink"> {t('goodwill_credit', { amount })}</span>
    </>
  )
}

async function noteOf(step: TimelineStep, props: Props): Promise<ReactNode> {
  const t = await getTranslations('payment')
  const { payment, lenderName, reader, arrears, told } = props
  if (step.note === 'later') return undefined
  if (step.note === 'booked') return arrears && bookedNote(arrears, payment, reader)
  const amountMinor = payment.paidMinor ?? payment.askedMinor
  const amount = formatMoney({ amountMinor, currency: payment.currency }, reader.locale)
  const until = payment.expiresAt ? formatUntil(payment.expiresAt, reader) : ''
  const words = t(`note.${step.note}`, {
    amount,
    until,
    lender: lenderName,
    ...promisedWords(told.promisedBy, reader),
  })
  if (step.note === 'money_taken' && !arrears && payment.helperHasReceipt)
    return (
      <>
        <bdi className="font-semibold text-ink">{words}</bdi>
        <br />
        {t('receipt_helper')}
      </>
    )
  if (step.note !== 'money_taken' || !arrears || !payment.receiptEmail) return words
  const mail = () => (
    <bdi dir="ltr" className="inline-block wrap-anywhere">
      {maskTyped(payment.receiptEmail ?? '')}
    </bdi>
  )
  return (
    <>
      <bdi className="font-semibold text-ink">{words}</bdi>
      <br />
      {t.rich(payment.receiptFailed ? 'receipt_failed' : 'receipt_to', { mail })}
    </>
  )
}

async function bookedNote(arrears: LoanArrears, { currency }: ShownPayment, reader: Reader) {
  const t = await getTranslations('payment')
  const { arrearsMinor, next } = arrears
  if (arrearsMinor > 0n) {
    const amount = formatMoney({ amountMinor: arrearsMinor, currency }, reader.locale)
    return t('booked_overdue', { amount })
  }
  return next ? t('booked_next', { day: formatDay(next.dueOn, reader) }) : t('booked_off')
}
