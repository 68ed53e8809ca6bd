import { database } from '#lib/db/client.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import type { ReturnQuote } from '#lib/domain/return/quote.ts'
import { type Reader, todayOf } from '#lib/i18n/format.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { returnOfPhone } from '#lib/returns/queries.ts'
import { type KeptQuote, quoteNow, quotesOf } from '#lib/returns/quotes.ts'

export type ReturnView =
  | { kind: 'not_offered' | 'nothing_owed' }
  | { kind: 'under_way' | 'returned'; returnId: string }
  | {
      kind: 'quote'
      quote: ReturnQuote
      /** The quote that is kept and still fits; undefined: the one shown is only being looked at. */
      kept: KeptQuote | undefined
      older: KeptQuote[]
      returnId: string | undefined
      version: number | undefined
      reference: string | undefined
    }

/** What the page about handing a phone back has to show. Looking writes nothing. */
export async function returnView(
  phone: Phone,
  borrowerId: string,
  { policy, reader }: { policy: LenderPolicy; reader: Reader },
): Promise<ReturnView> {
  const current = await returnOfPhone(database(), borrowerId, phone.deviceId)
  if (current && current.state !== 'offered') {
    const kind = phone.handedBackAt ? 'returned' : 'under_way'
    return { kind, returnId: current.returnId }
  }
  if (!policy.return.offered) return { kind: 'not_offered' }
  if (phone.outstandingMinor === 0n) return { kind: 'nothing_owed' }
  const [newest, ...older] = current ? await quotesOf(database(), current.returnId) : []
  const kept = newest && fits(newest, phone, reader) ? newest : undefined
  const { returnId, version, reference } = current ?? {}
  const quote = kept ?? (await lookedAt(phone.loanId, reader))
  const past = kept || !newest ? older : [newest, ...older]
  return { kind: 'quote', quote, kept, older: past, returnId, version, reference }
}

function fits(quote: KeptQuote, phone: Phone, reader: Reader): boolean {
  const isInTime = Temporal.PlainDate.compare(quote.validUntil, todayOf(reader)) >= 0
  return isInTime && quote.outstandingMinor === phone.outstandingMinor
}

async function lookedAt(loanId: string, { now }: Reader): Promise<ReturnQuote> {
  return quoteNow(database(), await readLoan(database(), loanId), now)
}
