import { z } from 'zod'
import { readTyped } from '#app/desk/acts/read-typed.ts'
import { day, readBy } from '#app/form-values.ts'
import { cashMethods } from '#lib/domain/money/cash-limit.ts'
import { exampleAmount, parseAmount } from '#lib/domain/money/money.ts'
import { type Reader, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

export const oldestDays = 60
const mostDigits = 13

type About = { currency: string; reader: Reader }

const cashForm = ({ currency, reader }: About) =>
  z.object({
    amount: meantAmountIn(currency, reader.locale),
    method: z.enum(cashMethods),
    takenOn: recentDay(reader),
    officeReceipt: z.string().min(1),
  })

export async function readCash(typed: Record<string, string>, about: About) {
  const t = await getTranslations('desk-acts')
  const { currency, reader } = about
  const example = exampleAmount(currency, reader.locale)
  const { asked, faults } = readTyped(typed, cashForm(about), {
    amount: t('fault.amount', { example }),
    method: t('cash.fault.method'),
    takenOn: t('cash.fault.taken_on', { days: oldestDays }),
    officeReceipt: t('cash.fault.receipt'),
  })
  if (!asked) return { faults, cash: undefined }
  const { amount: amountMinor, ...cash } = asked
  return { faults, cash: { amountMinor, ...cash } }
}

/** An amount above nothing that a person can mean. */
export const meantAmountIn = (currency: string, locale: string) =>
  readBy((typed) => {
    const amountMinor = parseAmount(typed, currency, locale)
    return amountMinor && String(amountMinor).length <= mostDigits ? amountMinor : undefined
  })

/** A day on which money changed hands: not in the future, and not long ago. */
export const recentDay = (reader: Reader) => day.refine((on) => isRecent(on, todayOf(reader)))

function isRecent(day: Temporal.PlainDate, today: Temporal.PlainDate): boolean {
  const oldest = today.subtract({ days: oldestDays })
  return Temporal.PlainDate.compare(day, today) <= 0 && Temporal.PlainDate.compare(day, oldest) >= 0
}
