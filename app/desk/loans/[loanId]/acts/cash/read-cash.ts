import { type CashMethod, cashMethods } from '#lib/domain/money/cash-limit.ts'
import { formatMoney, parseAmount } from '#lib/domain/money/money.ts'
import { parseDay } from '#lib/domain/typed-day.ts'
import { type Reader, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

const oldestDays = 60
const mostDigits = 13

export type Cash = {
  amountMinor: bigint
  method: CashMethod
  takenOn: Temporal.PlainDate
  officeReceipt: string
}

type About = { currency: string; reader: Reader }
type Read = { faults: Record<string, string>; cash: Cash | undefined }

/** What was typed on the cash form, or what is wrong with it. */
export async function readCash(typed: Record<string, string>, about: About): Promise<Read> {
  const t = await getTranslations('desk-acts')
  const { currency, reader } = about
  const amountMinor = readAmount(typed.amount, currency)
  const method = cashMethods.find((name) => name === typed.method)
  const takenOn = parseDay(typed.takenOn ?? '')
  const { officeReceipt = '' } = typed
  const example = formatMoney({ amountMinor: 123_400n, currency }, reader.locale)
  const faults: Record<string, string> = {}
  if (!amountMinor) faults.amount = t('fault.amount', { example })
  if (!method) faults.method = t('cash.fault.method')
  if (!takenOn || !isRecent(takenOn, todayOf(reader)))
    faults.takenOn = t('cash.fault.taken_on', { days: oldestDays })
  if (officeReceipt === '') faults.officeReceipt = t('cash.fault.receipt')
  const isComplete = amountMinor && method && takenOn && Object.keys(faults).length === 0
  return { faults, cash: isComplete ? { amountMinor, method, takenOn, officeReceipt } : undefined }
}

/** An amount above nothing that a person can mean. */
export function readAmount(text: string | undefined, currency: string): bigint | undefined {
  const amountMinor = parseAmount(text ?? '', currency)
  const isMeant = amountMinor && String(amountMinor).length <= mostDigits
  return isMeant ? amountMinor : undefined
}

function isRecent(day: Temporal.PlainDate, today: Temporal.PlainDate): boolean {
  const oldest = today.subtract({ days: oldestDays })
  return Temporal.PlainDate.compare(day, today) <= 0 && Temporal.PlainDate.compare(day, oldest) >= 0
}
