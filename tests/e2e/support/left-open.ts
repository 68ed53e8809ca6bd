import { database } from '#lib/db/client.ts'
import { formatUntil } from '#lib/i18n/format.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { loanLeftOpenUntil } from '#lib/lock-rules/left-open.ts'

/** Until when a phone is left open, by all that keeps it so, as every page writes it. */
export async function saidLeftOpenUntil({ loanId }: { loanId: string }): Promise<string> {
  const now = Temporal.Now.instant()
  const until = await loanLeftOpenUntil(database(), await readLoan(database(), loanId), now)
  if (!until || until === 'never') throw new Error('no hold')
  return formatUntil(until, { locale: 'en-GB', timeZone: 'Asia/Colombo', now })
}
