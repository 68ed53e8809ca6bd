import { dayOf } from '#app/desk/cash/day-of.ts'
import { readerOf } from '#app/reader.ts'
import { database } from '#lib/db/client.ts'
import { cashLines, sumsOf } from '#lib/payments/cash/cash-day.ts'
import { countsOf, lastCountOf } from '#lib/payments/cash/count-cash.ts'
import { requireStaff } from '#lib/staff/guards.ts'

type Asked = { day?: string; person?: string; currency?: string }

/** What one person took on a day in a currency and who counted it last, for a second one who may count it. */
export async function personsDay(asked: Asked) {
  const signedIn = await requireStaff('approver')
  const { lender } = signedIn
  const reader = await readerOf(lender)
  const day = dayOf(asked.day, reader)
  const lines = await cashLines(database(), {
    lenderId: lender.id,
    timeZone: lender.timeZone,
    day,
  })
  const sum = sumsOf(lines).find(
    ({ takenBy, currency }) => takenBy === asked.person && currency === asked.currency,
  )
  const counts = await countsOf(database(), { lenderId: lender.id, day })
  return { ...signedIn, reader, day, sum, counts, last: sum && lastCountOf(counts, sum) }
}
