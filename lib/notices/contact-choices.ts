import { writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { Language } from '#lib/domain/languages.ts'
import { type ContactChoices, noChoices } from '#lib/domain/notice-gate.ts'

type Owner = { lenderId: string; borrowerId: string }

export type ChosenContacts = ContactChoices & {
  /** Null: the language that the loan book names. */
  locale: Language | null
  /** Who chose it, as the audit log names people. */
  chosenBy: string
  chosenAt: Temporal.Instant
}

const columns = [
  'channel',
  'fromHour',
  'untilHour',
  'isStopped',
  'locale',
  'chosenBy',
  'chosenAt',
] as const

/** Everything that was ever chosen for a borrower, newest first; the first one counts. */
export async function choicesOf(
  db: Database,
  { lenderId, borrowerId }: Owner,
  most = 10,
): Promise<ChosenContacts[]> {
  const rows = await db
    .selectFrom('contactChoices')
    .select(columns)
    .where('borrowerId', '=', borrowerId)
    .where('lenderId', '=', lenderId)
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return rows.map(({ fromHour, untilHour, ...row }) => ({
    ...row,
    hours: fromHour === null || untilHour === null ? null : { from: fromHour, until: untilHour },
  }))
}

export async function choicesNow(db: Database, owner: Owner): Promise<ContactChoices> {
  return (await choicesOf(db, owner, 1))[0] ?? noChoices
}

export type NewChoices = Owner &
  ContactChoices & { locale: Language | null; by: string; now: Temporal.Instant }

/** Keeps what was chosen as a row of its own. Its language becomes the borrower's; the loan book no longer changes it. */
export async function chooseContacts(tx: Tx, chosen: NewChoices): Promise<void> {
  const { lenderId, borrowerId, channel, hours, isStopped, locale, by, now } = chosen
  const { id } = await tx
    .selectFrom('borrowers')
    .select('id')
    .where('id', '=', borrowerId)
    .where('lenderId', '=', lenderId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('contactChoices')
    .values({
      lenderId,
      borrowerId: id,
      channel,
      fromHour: hours?.from ?? null,
      untilHour: hours?.until ?? null,
      isStopped,
      locale,
      chosenBy: by,
      chosenAt: now,
    })
    .execute()
  if (locale) await tx.updateTable('borrowers').set({ locale }).where('id', '=', id).execute()
  await writeAuditLog(tx, {
    lenderId,
    actor: by,
    action: 'contact.chosen',
    subject: 'borrower',
    subjectId: borrowerId,
    detail: {
      channel,
      hours: hours && `${hours.from}–${hours.until}`,
      language: locale,
      stopped: isStopped,
    },
  })
}
