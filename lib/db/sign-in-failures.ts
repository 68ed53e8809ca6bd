import { type Selectable, sql } from 'kysely'
import type { SignInFailures } from './schema.generated.ts'
import type { Tx } from './transaction.ts'

/** The account somebody tried to open. For a name that nobody has, a keyed hash of it stands in the place of the id. */
type TriedAccount = Pick<Selectable<SignInFailures>, 'lenderId' | 'subject' | 'subjectId'>

/** Counts one more try that failed. Gives how many it were since somebody last came in. */
export async function noteFailure(
  tx: Tx,
  account: TriedAccount,
  now: Temporal.Instant,
): Promise<number> {
  const { failures } = await tx
    .insertInto('signInFailures')
    .values({ ...account, failures: 1, lastAt: now })
    .onConflict((conflict) =>
      conflict
        .columns(['lenderId', 'subject', 'subjectId'])
        .doUpdateSet({ failures: sql`sign_in_failures.failures + 1`, lastAt: now }),
    )
    .returning('failures')
    .executeTakeFirstOrThrow()
  return failures
}

/** Somebody came in: gives how many tries had failed before, and begins to count anew. */
export async function takeFailures(tx: Tx, account: TriedAccount): Promise<number> {
  const row = await tx
    .deleteFrom('signInFailures')
    .where('lenderId', '=', account.lenderId)
    .where('subject', '=', account.subject)
    .where('subjectId', '=', account.subjectId)
    .returning('failures')
    .executeTakeFirst()
  return row?.failures ?? 0
}

// Fewer are somebody's own slips.
const toldFrom = 5

export type Failed = TriedAccount & { failures: number; lastAt: Temporal.Instant }

/** The accounts whose owners are to be told now, each once a day at most; they count as told from here on. */
export function failuresToTell(tx: Tx, now: Temporal.Instant): Promise<Failed[]> {
  return tx
    .updateTable('signInFailures')
    .set({ toldAt: now })
    .where('failures', '>=', toldFrom)
    .where((is) =>
      is.or([
        is('toldAt', 'is', null),
        is.and([
          is('toldAt', '<', now.subtract({ hours: 24 })),
          is('lastAt', '>', is.ref('toldAt')),
        ]),
      ]),
    )
    .returning(['lenderId', 'subject', 'subjectId', 'failures', 'lastAt'])
    .execute()
}

/** The owner could not be told: the next round tries again. */
export async function tellAgain(tx: Tx, account: TriedAccount): Promise<void> {
  await tx
    .updateTable('signInFailures')
    .set({ toldAt: null })
    .where('lenderId', '=', account.lenderId)
    .where('subject', '=', account.subject)
    .where('subjectId', '=', account.subjectId)
    .execute()
}
