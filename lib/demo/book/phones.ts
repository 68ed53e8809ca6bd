import type { OtherLock } from '#lib/domain/lock/other-lock.ts'
import type { LenderSlug } from './lenders.ts'
import { type DemoLoan, demoLoans, scheduleOf } from './loans.ts'

export type DemoPhone = {
  lenderSlug: LenderSlug
  id: string
  brand: string
  model: string
  imei: string
  lenderName: string
  helpPhone: string
  locale: 'en' | 'es' | 'ar'
  timeZone: string
  accentColor: string
  online: boolean
  locked: boolean
  released: boolean
  otherLocks: OtherLock[]
  /** The service does not know it: a person acts in a console. */
  byHand: boolean
  /** When the phone locks by itself, an instant as text. */
  relockAt: string | null
  lastSeenAt: string | null
}

export function demoPhones(now = Temporal.Now.instant()): DemoPhone[] {
  return demoLoans.map((loan) => phoneOf(loan, now))
}

function phoneOf(loan: DemoLoan, now: Temporal.Instant): DemoPhone {
  const { lender, person, silentDays } = loan
  return {
    lenderSlug: lender.slug,
    id: loan.deviceId,
    brand: loan.brand,
    model: loan.model,
    imei: loan.imei,
    lenderName: lender.name,
    helpPhone: lender.helpPhone,
    locale: person.language ?? lender.locale,
    timeZone: lender.timeZone,
    accentColor: lender.accentColor,
    online: silentDays === undefined,
    locked: loan.is === 'locked',
    released: loan.is === 'released',
    otherLocks: loan.otherLocks ?? [],
    byHand: loan.manual ?? false,
    relockAt: loan.is === 'open' ? relockAtOf(loan, now) : null,
    lastSeenAt:
      silentDays === undefined ? null : now.subtract({ hours: 24 * silentDays }).toString(),
  }
}

// An open phone was opened until the grace days after the first installment that is not paid.
function relockAtOf(loan: DemoLoan, now: Temporal.Instant): string | null {
  const { policy, timeZone } = loan.lender
  if (policy.relock === 'by_lender') return null
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const unpaid = scheduleOf(loan, today)[loan.paid]
  if (!unpaid) return null
  return unpaid.dueOn
    .add({ days: policy.graceDays })
    .toZonedDateTime({
      timeZone,
      plainTime: Temporal.PlainTime.from({ hour: policy.relockAtHour }),
    })
    .toInstant()
    .toString()
}
