import { database } from '#lib/db/client.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { formatDay, isolated, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { plansOfLoan } from '#lib/plans/queries.ts'
import { openPromiseOfLoan, restOfPromise } from '#lib/promises/queries.ts'

type Loan = { loanId: string; currency: string }

/** What was arranged and money of the loan bears on, in a sentence each: before an amount is typed, and with it. */
export async function whatItMeets(
  { loanId, currency }: Loan,
  amountMinor: bigint | undefined,
  reader: Reader,
): Promise<string[]> {
  const t = await getTranslations('desk-acts')
  const shown = (minor: bigint) => formatMoney({ amountMinor: minor, currency }, reader.locale)
  const promise = await openPromiseOfLoan(database(), loanId)
  const restMinor = promise && (await restOfPromise(database(), promise, reader.now))
  const plans = await plansOfLoan(database(), loanId)
  const ofPlans = plans.flatMap(({ reference, state }) =>
    state === 'asked' || state === 'offered'
      ? [t(`cash.meets.plan_${state}`, { reference: isolated(reference) })]
      : [],
  )
  if (!promise || !restMinor) return ofPlans
  const leftMinor = restMinor - (amountMinor ?? 0n)
  const said = amountMinor === undefined ? 'rest' : leftMinor > 0n ? 'part' : 'kept'
  const words = t(`cash.meets.promise_${said}`, {
    reference: isolated(promise.reference),
    amount: shown(promise.amountMinor),
    day: formatDay(promise.dueOn, reader, 'long'),
    left: shown(leftMinor),
  })
  return [words, ...ofPlans]
}
