import { DisputedMoney } from '#components/payment/disputed-money.tsx'
import { promisedWords } from '#components/payment/promised-words.ts'
import { LinkButton, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { dayAt } from '#lib/domain/day.ts'
import type { HoldReason } from '#lib/domain/lock/hold.ts'
import type { LockReason } from '#lib/domain/lock/lock-reason.ts'
import { lendersLock, type Opening, takesACode } from '#lib/domain/lock/opening.ts'
import { besidesOf } from '#lib/domain/money/attempt.ts'
import { dueOnMinor, type LoanArrears } from '#lib/domain/money/installments.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { OpenPromise } from '#lib/domain/promise/promise.ts'
import { formatDay, formatUntil, type Reader, todayOf } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { GoingOn } from './going-on.tsx'
import { HoldNotice } from './hold-notice.tsx'
import { LockChip } from './lock-chip.tsx'
import { Owed } from './owed.tsx'
import { PhoneIdentity } from './phone-identity.tsx'
import type { ShownPhone } from './shown-phone.ts'
import { TroubleLink } from './trouble-link.tsx'

type Props = {
  phone: ShownPhone
  arrears: LoanArrears
  reason: LockReason
  opening: Opening
  /** What is told of its hold. */
  told: { reason: HoldReason; untilAt: Temporal.Instant; isOutlasted: boolean } | undefined
  /** Until when it stays open though money is overdue. */
  staysOpenUntil?: Temporal.Instant | undefined
  reader: Reader
  detailsHref?: string | undefined
  /** How it can be paid, in one sentence. */
  paidBy?: string
  /** The title of the page is the phone's name already. */
  isNamed?: boolean
  /** The kind of what stands above it, with its own way on and the ways to pay. */
  leads?: string
}

export function PhoneCard(props: Props) {
  const { phone, reason, opening, told, reader, isNamed, leads } = props
  const t = useTranslations('phones')
  const holds = useTranslations('holds')
  const payment = useTranslations('payment')
  return (
    <Card>
      <PhoneIdentity phone={phone} reader={reader} isNamed={isNamed} />
      <LockChip reason={reason} opening={opening} />
      {saysWhy(props) && (
        <p className="text-small text-soft">
          {t(`why.${whyOf(phone, reason)}`, {
            opening,
            day: returnDay(phone, reader),
            isSettled: awaitsSettlement(props) ? 'no' : 'yes',
            ...promisedWords(phone.liveUnlock?.deadlineAt, reader),
            ours: lendersLock(phone),
            code: mayBeStuck(props) ? 'here' : 'call',
            isOwed: phone.outstandingMinor > 0n ? 'yes' : 'no',
          })}
        </p>
      )}
      {props.staysOpenUntil && (
        <p className="text-small">
          {payment('open_until', { until: formatUntil(props.staysOpenUntil, reader) })}
        </p>
      )}
      {told && (
        <HoldNotice
          hold={told}
          isLocked={isLocked(reason)}
          promisedBy={phone.liveUnlock?.deadlineAt}
          opening={opening}
          reader={reader}
        />
      )}
      {leads !== 'answered' && leads !== 'reported' && isDispute(phone.hold) && (
        <TextLink href={`/phones/${phone.deviceId}/dispute`} className="flex min-h-11 items-center">
          {holds(phone.hold?.reason === 'dispute' ? 'open_see' : 'answer.see')}
        </TextLink>
      )}
      {phone.isDisputed && <DisputedMoney of={phone} />}
      <GoingOn phone={phone} reader={reader} />
      {!awaitsSettlement(props) && <Owed {...props} />}
      {phone.promise && <Promised promise={phone.promise} reader={reader} />}
      {!leads && !awaitsSettlement(props) && <PhoneActions {...props} />}
      {mayBeStuck(props) && (
        <TextLink href={`/phones/${phone.deviceId}/open`} className="flex min-h-11 items-center">
          {t('open')}
        </TextLink>
      )}
      {props.detailsHref && (
        <TextLink href={props.detailsHref} className="flex min-h-11 items-center">
          {t('details')}
        </TextLink>
      )}
    </Card>
  )
}

function isDispute(hold: ShownPhone['hold']): boolean {
  return hold?.reason === 'dispute' || hold?.reason === 'dispute_answered'
}

// A hold says by itself that the phone is on its way to open. Of what is overdue the card says the amount; why only where
// paying it does not open the phone within minutes, as anybody would think.
function saysWhy({ phone: { hold }, reason, opening }: Props): boolean {
  if (reason === 'overdue') return opening !== 'within_minutes' && !hold
  return !(hold && reason === 'opening')
}

// What must be open and is not known to be: there is a way to open it, wherever the money came from.
function mayBeStuck({ arrears, reason, phone, opening }: Props): boolean {
  if (reason === 'open') return arrears.outstandingMinor === 0n
  // Nothing of ours keeps it locked.
  if (phone.lockState === 'released') return false
  // An unlock is under way, and no code can be had: there is nothing to ask for.
  if (phone.liveUnlock && !takesACode(opening) && arrears.outstandingMinor > 0n) return false
  const isAsked = reason === 'paid_not_confirmed' || reason === 'opening'
  const isHeld = phone.hold !== undefined && phone.hold.reason !== 'provider_outage'
  const isPaid = arrears.arrearsMinor === 0n && reason !== 'plan_not_begun'
  return reason !== 'returned' && (isAsked || isHeld || isPaid)
}

/** The phone is back, and what is left to pay is still to be said by its return. */
export function awaitsSettlement({ reason, phone }: Pick<Props, 'reason' | 'phone'>): boolean {
  return reason === 'returned' && phone.handBack?.isSettled === false
}

function whyOf({ isOpenedByHand }: ShownPhone, reason: LockReason) {
  return reason === 'open' && isOpenedByHand ? 'open_by_hand' : reason
}

function isLocked(reason: LockReason): boolean {
  return [
    'overdue',
    'opening',
    'paid_not_confirmed',
    'locked_without_reason',
    'locked_and_watched',
  ].includes(reason)
}

function returnDay({ handedBackAt }: ShownPhone, reader: Reader): string {
  return handedBackAt ? formatDay(dayAt(handedBackAt, reader.timeZone), reader) : ''
}

function Promised({ promise, reader }: { promise: OpenPromise; reader: Reader }) {
  const t = useTranslations('phones')
  return (
    <TextLink href={`/promises/${promise.id}`} className="flex min-h-11 items-center">
      {t('promised', {
        amount: formatMoney(promise, reader.locale),
        day: formatDay(promise.dueOn, reader, 'long'),
      })}
    </TextLink>
  )
}

function PhoneActions({ phone, arrears, reason, opening, reader, paidBy }: Props) {
  const t = useTranslations('phones')
  const path = `/phones/${phone.deviceId}`
  const watched = phone.liveUnlock?.paymentId
  if (watched && reason !== 'open')
    return <LinkButton href={`/payments/${watched}`}>{t('watch', { opening })}</LinkButton>
  if (arrears.outstandingMinor === 0n) return null
  const isLate = arrears.arrearsMinor > 0n
  const pay = t(reason === 'overdue' ? 'pay_unlock' : 'pay_overdue')
  const isDue = isLate || dueOnMinor(arrears, todayOf(reader)) > 0n
  // Money on its way: paying twice is the risk.
  const look =
    isDue && besidesOf(phone.attempts, null, reader.now).length === 0 ? 'primary' : 'quiet'
  return (
    // Of one size and in one place: whoever cannot pay finds the way as easily as whoever can.
    <div className="flex flex-col gap-3">
      <LinkButton look={look} href={`${path}/pay`}>
        {isLate ? pay : t(isDue ? 'pay_today' : 'pay_ahead')}
      </LinkButton>
      {paidBy && <p className="text-center text-small text-soft">{paidBy}</p>}
      <TroubleLink deviceId={phone.deviceId} />
    </div>
  )
}
