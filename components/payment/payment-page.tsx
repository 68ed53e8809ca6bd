import { Digits } from '#components/digits.tsx'
import { Live } from '#components/page/live.tsx'
import { type LenderFace, Page } from '#components/page/page.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { PhonePicture } from '#components/phone/phone-picture.tsx'
import { VoucherSlip } from '#components/voucher/voucher-slip.tsx'
import { staffedTime } from '#lib/domain/lock/hours.ts'
import type { End } from '#lib/domain/lock/may-lock.ts'
import type { LoanArrears } from '#lib/domain/money/installments.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import type { Headline, Timeline } from '#lib/domain/timeline/timeline.ts'
import { formatMoment, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { AtThePhone } from './at-the-phone.tsx'
import { DisputedMoney } from './disputed-money.tsx'
import { PaymentActions, type PaymentLinks } from './payment-actions.tsx'
import { PaymentLead } from './payment-lead.tsx'
import { PaymentNotices } from './payment-notices.tsx'
import { type KeptPromise, PaymentOutcome } from './payment-outcome.tsx'
import { PaymentTimeline } from './payment-timeline.tsx'
import { withinWords } from './promised-words.ts'
import { hasDeadVoucher, hasNoLock, type ShownPayment } from './shown-payment.ts'
import { sightOfPayment } from './sight-of-payment.ts'
import { StatusBadge } from './status-badge.tsx'

type Props = {
  lender: LenderFace & { policy: LenderPolicy }
  payment: ShownPayment
  told: Timeline
  /** For the borrower's own page only; without it nothing is said of the loan or its owner. */
  arrears?: LoanArrears
  leftOpen?: End
  keptPromise?: KeptPromise | undefined
  leastMinor?: bigint | undefined
  imeiTail?: string | undefined
  reader: Reader
  links: PaymentLinks
  /** Polled while the page is open; without it the page reloads itself. */
  live?: { statusUrl: string; version: string }
}

export async function PaymentPage(props: Props) {
  const { lender, payment, told, arrears, leftOpen = null, imeiTail, reader, links, live } = props
  const t = await getTranslations('payment')
  const headline = await headlineWords(props)
  const sight = sightOfPayment(told.headline)
  return (
    <Page
      title={headline}
      badge={sight ? undefined : <StatusBadge headline={told.headline} />}
      picture={sight && <PhonePicture sight={sight} brand={payment.brand} model={payment.model} />}
      eyebrow={
        imeiTail
          ? t.rich('phone', {
              phone: modelName(payment),
              tail: imeiTail,
              digits: (text) => <Digits>{text}</Digits>,
            })
          : modelName(payment)
      }
      lead={
        <PaymentLead
          told={told}
          payment={payment}
          reader={reader}
          policy={lender.policy}
          hasChoice={!!links.otherAmount}
          isOwn={arrears !== undefined}
          isOwed={isOwed(props)}
        />
      }
      lender={lender}
      signedIn={arrears !== undefined}
      reference={payment.reference}
      back={links.back}
    >
      <PaymentNotices
        payment={payment}
        told={told}
        reader={reader}
        policy={lender.policy}
        isOwn={arrears !== undefined}
      />
      {arrears && payment.isDisputed && <DisputedMoney of={payment} />}
      {showsVoucher(props) && <VoucherSlip payment={payment} reader={reader} />}
      <PaymentTimeline
        told={told}
        payment={payment}
        lenderName={lender.name}
        arrears={arrears}
        reader={reader}
        isPrinted={!showsVoucher(props)}
      />
      {told.advice === 'switch_on' && (
        <AtThePhone codeHref={told.offerCode ? links.code : undefined} />
      )}
      <PaymentOutcome
        told={told}
        payment={payment}
        arrears={arrears}
        leftOpen={leftOpen}
        keptPromise={props.keptPromise}
        leastMinor={props.leastMinor}
        reader={reader}
      />
      <PaymentActions told={told} payment={payment} links={links} lender={lender} />
      {told.promisedBy && (
        <p className="text-small text-soft">
          {await promiseWords(told.promisedBy, props)} {t('changes_itself')}
        </p>
      )}
      {told.isPromisedOnline && (
        <p className="text-small text-soft">
          {t('promise_online', {
            within: await withinWords(lender.policy.unlockWithinMinutes),
            usual: lender.policy.unlockUsualMinutes,
          })}{' '}
          {t('changes_itself')}
        </p>
      )}
      {changing.includes(told.headline) && (
        <p className="text-small text-soft print:hidden">{t('changes_itself')}</p>
      )}
      {told.isLate && payment.unlockDeadlineAt && (
        <p className="text-small text-soft">
          {t('late_promise', { time: formatMoment(payment.unlockDeadlineAt, reader) })}
        </p>
      )}
      {!told.isFinal && <Refresh live={live} />}
      <p role="status" className="sr-only">
        {headline}
      </p>
    </Page>
  )
}

// Where it is not theirs to see, its maker's page alone shows it.
function showsVoucher({ told: { headline }, links }: Props): boolean {
  return headline === 'voucher' && links.showsVoucher === true
}

const changing: readonly Headline[] = ['clearing', 'voucher', 'voucher_part', 'voucher_none']

const ofTheirOwn = [
  'preparing',
  'unlocking',
  'when_online',
  'stays_open',
  'said_open',
  'with_person',
  'unlocked',
  'released',
] as const

// Whoever else pays is not told that the phone is theirs.
async function headlineWords(props: Props): Promise<string> {
  const {
    told: { headline },
    payment,
    arrears,
  } = props
  const t = await getTranslations('payment')
  const own = ofTheirOwn.find((name) => name === headline)
  if (own && !arrears) return t(`headline_helper.${own}`)
  if (hasDeadVoucher(payment)) return t('headline_dead_voucher')
  return headline === 'paid_without_unlock' && hasNoLock(payment)
    ? t('headline_no_lock')
    : t(`headline.${headline}`, {
        isOwed: isOwed(props) ? 'yes' : 'no',
        method: payment.method ?? 'other',
      })
}

// Somebody takes over only once they are there.
async function promiseWords(by: Temporal.Instant, { told, lender, reader }: Props) {
  const t = await getTranslations('payment')
  const time = formatMoment(by, reader)
  if (told.isByHand) return t('promise_by_hand', { time })
  const from = staffedTime(by, { policy: lender.policy, timeZone: reader.timeZone })
  const isStaffed = from.equals(by) ? 'yes' : 'no'
  return t('promise', { time, isStaffed, from: formatMoment(from, reader) })
}

// Also after the money that ended the loan has gone back.
function isOwed({ arrears }: Props): boolean {
  return arrears !== undefined && arrears.outstandingMinor > 0n
}

// Without scripts the page asks again by itself.
function Refresh({ live }: Pick<Props, 'live'>) {
  const again = <meta httpEquiv="refresh" content="5" />
  if (!live) return again
  return (
    <>
      <Live {...live} />
      <noscript>{again}</noscript>
    </>
  )
}
