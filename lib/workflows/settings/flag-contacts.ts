import { closeByItself } from '#lib/cases/close-by-itself.ts'
import { openCase } from '#lib/cases/open-case.ts'
import type { Lender } from '#lib/db/lenders.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { dayAt } from '#lib/domain/day.ts'
import { checkedStateOf } from '#lib/domain/directory.ts'
import { shownContacts, validAdvice } from '#lib/domain/identity/contact.ts'

/**
 * Opens a case for contacts that are hidden from borrowers because nobody has checked them, and for entries of the directory
 * that are hidden or soon will be; closes it once they are checked.
 */
export async function flagContacts(tx: Tx, lender: Lender, now: Temporal.Instant): Promise<void> {
  const { reporting, desk, directory } = lender.policy
  const today = dayAt(now, lender.timeZone)
  const valid = validAdvice(reporting.debtAdvice, desk.contactValidDays, today)
  await flag(tx, lender, { what: 'contacts', isOld: !shownContacts(lender, now).call, now })
  const isOld = valid.length < reporting.debtAdvice.length
  await flag(tx, lender, { what: 'advice', isOld, now })
  const isDue = directory.entries.some(
    (entry) => checkedStateOf(entry, directory, today).state !== 'good',
  )
  await flag(tx, lender, { what: 'directory', isOld: isDue, now })
}

type Looked = { what: 'contacts' | 'advice' | 'directory'; isOld: boolean; now: Temporal.Instant }

async function flag(tx: Tx, { id: lenderId }: Lender, { what, isOld, now }: Looked): Promise<void> {
  const dedupeKey = `contact_expired:${lenderId}:${what}`
  if (!isOld) return closeByItself(tx, { lenderId, dedupeKey, now })
  return openCase(tx, { lenderId, kind: 'contact_expired', dedupeKey, detail: { what } })
}
