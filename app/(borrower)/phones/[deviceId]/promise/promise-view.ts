import type { Lender } from '#lib/db/lenders.ts'
import { isOpenedByMoney, type Opening } from '#lib/domain/lock/opening.ts'
import { type QuickDate, quickDates } from '#lib/domain/promise/dates.ts'
import {
  amountFault,
  dateFault,
  type PromiseAmountFault,
  type PromiseLimits,
  promiseLimits,
} from '#lib/domain/promise/promise-limits.ts'
import { type ToKeep, toKeep } from '#lib/domain/promise/to-keep.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import type { Reader } from '#lib/i18n/format.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'
import { type Typed, typedForm, wishedDate, wishedMinor } from './promise-form-values.ts'

export type Asked = {
  when?: string
  date?: string
  choice?: string
  amount?: string
  refusal?: string
}

type DateError = 'choose_day' | 'not_a_date' | 'too_early' | 'too_late'
type AmountError = 'choose_amount' | 'not_an_amount' | PromiseAmountFault

/** Everything the page of a promise shows, with what was wrong with what was typed. */
export type PromiseView = {
  phone: Phone
  arrearsMinor: bigint
  limits: PromiseLimits
  /** How all that is overdue is paid, and the least that can be promised. */
  kept: Record<'arrears' | 'minimum', ToKeep | undefined>
  /** The last day through which a promise keeps the phone open by itself. */
  openThrough: Temporal.PlainDate
  /** From which day one does again, where none does now. */
  opensAgainOn: Temporal.PlainDate | undefined
  days: QuickDate[]
  lock: 'locked' | 'open' | 'released' | 'not_about_payment'
  opening: Opening
  typed: Typed
  dateError: DateError | undefined
  amountError: AmountError | undefined
  hasChanged: boolean
}

type PromiseFor = Pick<PromiseView, 'openThrough' | 'opensAgainOn'> & {
  lender: Pick<Lender, 'policy' | 'paymentMethods'>
  reader: Reader
}

export function promiseView(
  phone: Phone,
  asked: Asked,
  { lender, openThrough, opensAgainOn, reader }: PromiseFor,
): PromiseView {
  const { locale } = reader
  const { arrears, opening } = phoneStatus(phone, reader)
  const { arrearsMinor } = arrears
  const terms = payTerms(lender, phone.currency, reader)
  const limits = promiseLimits({ arrearsMinor, outstandingMinor: phone.outstandingMinor }, terms)
  const typed = typedForm.parse(asked)
  const amounts = { arrearsMinor, minimumMinor: limits.minimumMinor, ...terms, locale }
  const isAgain = asked.refusal !== undefined
  return {
    phone,
    arrearsMinor,
    limits,
    kept: {
      arrears: toKeep(arrearsMinor, phone, terms),
      minimum: toKeep(limits.minimumMinor, phone, terms),
    },
    openThrough,
    opensAgainOn,
    days: quickDates(limits),
    lock: lockOf(opening),
    opening,
    typed,
    dateError: isAgain ? dateErrorOf(typed, limits) : undefined,
    amountError: isAgain ? amountErrorOf(typed, limits, amounts) : undefined,
    hasChanged: asked.refusal === 'changed_since',
  }
}

function dateErrorOf(typed: Typed, limits: PromiseLimits): DateError | undefined {
  if (typed.when === '') return 'choose_day'
  const date = wishedDate(typed)
  return date ? dateFault(date, limits) : 'not_a_date'
}

function amountErrorOf(
  typed: Typed,
  limits: PromiseLimits,
  amounts: Parameters<typeof wishedMinor>[1],
): AmountError | undefined {
  if (!typed.choice) return 'choose_amount'
  const amountMinor = wishedMinor(typed, amounts)
  return amountMinor === undefined ? 'not_an_amount' : amountFault(amountMinor, limits)
}

function lockOf(opening: Opening): PromiseView['lock'] {
  if (opening === 'open' || opening === 'released') return opening
  return isOpenedByMoney(opening) ? 'locked' : 'not_about_payment'
}
