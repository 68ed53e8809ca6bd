import { effectSentence } from '#components/payment/effect-sentence.ts'
import { database } from '#lib/db/client.ts'
import { effectOf } from '#lib/domain/lock/effect.ts'
import type { CashMethod } from '#lib/domain/money/cash-limit.ts'
import { formatMoney, smaller } from '#lib/domain/money/money.ts'
import { effectPaidFor, saidAtCounter } from '#lib/domain/money/paid-for.ts'
import { type FallsAway, fallsAwayBy } from '#lib/domain/money/settlement-quote.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { type LoanRecord, readLoan } from '#lib/ledger/ledger.ts'
import type { LoanAtDesk } from '#lib/loans/loan-at-desk.ts'
import { openingOfLoan } from '#lib/loans/opening-of-loan.ts'
import { loanLeftOpenUntil } from '#lib/lock-rules/left-open.ts'
import { aloneToday, type CashEntry, whyTwo } from '#lib/payments/cash/cash-alone.ts'
import { whatItMeets } from './what-it-meets.ts'

type HowMany = {
  /** A second person must agree. */
  isByTwo: boolean
  /** Why, and what happens then. */
  sentences: string[]
}

/** Whether one person's word is enough for this entry, and why. */
export async function howManyEnter(
  { loanId }: Pick<LoanAtDesk, 'loanId'>,
  entry: Omit<CashEntry, 'now'>,
  reader: Reader,
): Promise<HowMany> {
  const t = await getTranslations('desk-acts')
  const loan = await readLoan(database(), loanId)
  const { currency, lender } = loan
  const why = await whyTwo(database(), loan, { ...entry, now: reader.now })
  const { limitMinor, takenMinor, leftMinor } = await aloneToday(database(), {
    lender,
    currency,
    staffId: entry.staffId,
    now: reader.now,
  })
  const shown = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, reader.locale)
  const alone = { limit: shown(limitMinor), entered: shown(takenMinor), free: shown(leftMinor) }
  const reasons = why.map((reason) => t(`cash.why.${reason}`, alone))
  const isByTwo = reasons.length > 0
  return {
    isByTwo,
    sentences: isByTwo ? [...reasons, t('second_person')] : [t('alone.cash', alone)],
  }
}

/** How a phone opens where it does not do so within minutes. */
const howWords = ['by_person', 'service_down', 'when_online', 'said_open'] as const

type Money = { amountMinor: bigint } & (
  | { takenOn: Temporal.PlainDate; method?: CashMethod }
  | { takenOn?: undefined; fallsAwayOf: (loan: LoanRecord) => FallsAway }
)

export async function cashEffects(
  { loanId, lockState }: Pick<LoanAtDesk, 'loanId' | 'lockState'>,
  money: Money,
  reader: Reader,
): Promise<string[]> {
  const t = await getTranslations('desk-acts')
  const { amountMinor, takenOn } = money
  const loan = await readLoan(database(), loanId)
  const { currency, lender } = loan
  const shown = (minor: bigint) => formatMoney({ amountMinor: minor, currency }, reader.locale)
  if (loan.outstandingMinor === 0n)
    return [
      t('cash.settled.credit', { amount: shown(amountMinor) }),
      ...(lockState === 'released' ? [t('refund.effect.released')] : []),
    ]
  const { costMinor, rebateMinor } = money.takenOn
    ? fallsAwayBy(loan, amountMinor, money.takenOn)
    : money.fallsAwayOf(loan)
  const owedMinor = loan.outstandingMinor - costMinor - rebateMinor
  const loanMinor = smaller(amountMinor, owedMinor)
  const creditMinor = amountMinor - loanMinor
  const clock = { policy: lender.policy, timeZone: lender.timeZone, now: reader.now }
  const opening = (await openingOfLoan(database(), loanId, reader.now)) ?? 'returned'
  const leftOpen = await loanLeftOpenUntil(database(), loan, reader.now)
  const said = takenOn && saidAtCounter(loan, loanMinor, { clock, takenOn })
  const paidFor = effectPaidFor(
    effectOf(loan, loanMinor, clock, costMinor + rebateMinor),
    said,
    clock,
  )
  const effect = await effectSentence(paidFor, { currency, reader, opening, leftOpen })
  const how = paidFor.kind !== 'none' && howWords.find((one) => one === opening)
  const ofPhone =
    lockState === 'released'
      ? [t('refund.effect.released')]
      : [t('effect.phone', { effect }), ...(how ? [t(`effect.how.${how}`)] : [])]
  return [
    t('effect.owed_after', {
      amount: shown(amountMinor),
      owed: shown(owedMinor - loanMinor),
    }),
    ...(costMinor > 0n ? [t('effect.cost_returned', { amount: shown(costMinor) })] : []),
    ...(rebateMinor > 0n ? [t('effect.rebate', { amount: shown(rebateMinor) })] : []),
    ...(creditMinor > 0n ? [t('effect.credit', { amount: shown(creditMinor) })] : []),
    ...(takenOn && money.method === 'cash' && creditMinor > 0n
      ? [t('cash.less', { enough: shown(loanMinor), change: shown(creditMinor) })]
      : []),
    ...ofPhone,
    ...(takenOn ? await whatItMeets({ loanId, currency }, amountMinor, reader) : []),
  ]
}
