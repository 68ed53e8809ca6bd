import { closeByItself } from '#lib/cases/close-by-itself.ts'
import { openCase } from '#lib/cases/open-case.ts'
import { database } from '#lib/db/client.ts'
import { type Lender, lenderById } from '#lib/db/lenders.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { shownContacts, validAdvice } from '#lib/domain/contact.ts'

/** Puts contacts that nobody has checked for too long before a person, and takes back what has been checked since. */
export default async function flagOldContacts(): Promise<void> {
  const lenders = await database().selectFrom('lenders').select('id').orderBy('id').execute()
  const now = Temporal.Now.instant()
  for (const { id } of lenders)
    await transaction(async (tx) => flagContacts(tx, await lenderById(tx, id), now))
}

/** The same for one lender: what is hidden from borrowers has a case, what is shown has none. */
export async function flagContacts(tx: Tx, lender: Lender, now: Temporal.Instant): Promise<void> {
  const { reporting, desk } = lender.policy
  const today = now.toZonedDateTimeISO(lender.timeZone).toPlainDate()
  const valid = validAdvice(reporting.debtAdvice, desk.contactValidDays, today)
  await flag(tx, lender, { what: 'contacts', isOld: !shownContacts(lender, now).call, now })
  const isOld = valid.length < reporting.debtAdvice.length
  await flag(tx, lender, { what: 'advice', isOld, now })
}

type Looked = { what: 'contacts' | 'advice'; isOld: boolean; now: Temporal.Instant }

async function flag(tx: Tx, { id: lenderId }: Lender, { what, isOld, now }: Looked): Promise<void> {
  const dedupeKey = `contact_expired:${lenderId}:${what}`
  if (!isOld) return closeByItself(tx, { lenderId, dedupeKey, now })
  return openCase(tx, { lenderId, kind: 'contact_expired', dedupeKey, detail: { what } })
}
