import { readerOf } from '#app/reader.ts'
import { formatMoment, formatTime } from '#lib/i18n/format.ts'

// The last year that a calendar of four digits can show: the address may say anything.
const furthestMs = Date.UTC(9999, 0)

/** Until when an address (epoch milliseconds, as text) says to wait, as it is written; undefined when it says nothing that can be read. */
export async function writtenUntil(
  until: string | undefined,
  lender: { timeZone: string },
): Promise<string | undefined> {
  const untilMs = Number(until)
  if (!Number.isSafeInteger(untilMs) || untilMs <= 0 || untilMs > furthestMs) return undefined
  // The minute shown must not be one in which it is still too early.
  const at = Temporal.Instant.fromEpochMilliseconds(untilMs).add({ seconds: 59 })
  const reader = await readerOf(lender)
  const isSoon = Temporal.Instant.compare(at, reader.now.add({ hours: 12 })) < 0
  return isSoon ? formatTime(at, reader) : formatMoment(at, reader)
}
