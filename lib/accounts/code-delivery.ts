import { timingSafeEqual } from 'node:crypto'
import type { Database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { type ShownContacts, shownContacts } from '#lib/domain/identity/contact.ts'
import type { Language } from '#lib/domain/languages.ts'
import type { Way } from './challenge.ts'
import { decryptCode } from './send-code.ts'
import { codeHashOf } from './verify-code.ts'

/** A code that is still to be sent, and to whom. */
export type CodeDelivery = {
  challengeId: string
  sentBy: Way
  code: string
  expiresAt: Temporal.Instant
  /** The phone the sign-in began with, when it began with an IMEI. */
  deviceId: string | null
  /** `told_to_use_loan_number`: the e-mail address is of several; it gets advice, never the code. */
  receiver: 'borrower' | 'told_to_use_loan_number'
  borrower: {
    id: string
    email: string | null
    nominatedPhone: string | null
    locale: Language
  }
  lender: { id: string; name: string; host: string; timeZone: string; contacts: ShownContacts }
}

/** What a job was asked to send; undefined when nobody is to get it, or it is void by now. */
export async function codeDelivery(
  db: Database,
  job: { challengeId: string; codeEncrypted: string },
  now: Temporal.Instant,
): Promise<CodeDelivery | undefined> {
  const code = decryptCode(job.codeEncrypted)
  const row = await deliverable(db, job.challengeId, now)
  if (!row?.sentBy || !row.codeHash) return undefined
  if (!timingSafeEqual(row.codeHash, codeHashOf(job.challengeId, code))) return undefined
  return {
    challengeId: job.challengeId,
    sentBy: row.sentBy,
    code,
    expiresAt: row.expiresAt,
    deviceId: row.deviceId,
    receiver: row.knownBorrowerId ? 'borrower' : 'told_to_use_loan_number',
    borrower: {
      id: row.id,
      email: row.email,
      nominatedPhone: row.nominatedPhone,
      locale: row.locale,
    },
    lender: {
      id: row.lenderId,
      name: row.lenderName,
      timeZone: row.timeZone,
      host: row.host,
      contacts: shownContacts(await lenderById(db, row.lenderId), now),
    },
  }
}

function deliverable(db: Database, challengeId: string, now: Temporal.Instant) {
  return db
    .selectFrom('challenges')
    .innerJoin('borrowers', (join) =>
      join.on((is) =>
        is(
          'borrowers.id',
          '=',
          is.fn.coalesce('challenges.borrowerId', 'challenges.ambiguousBorrowerId'),
        ),
      ),
    )
    .innerJoin('lenders', 'lenders.id', 'challenges.lenderId')
    .select(['challenges.sentBy', 'challenges.codeHash', 'challenges.expiresAt'])
    .select(['challenges.deviceId', 'challenges.borrowerId as knownBorrowerId'])
    .select(['borrowers.id', 'borrowers.email', 'borrowers.nominatedPhone', 'borrowers.locale'])
    .select(['lenders.id as lenderId', 'lenders.name as lenderName'])
    .select(['lenders.timeZone', 'lenders.host'])
    .where('challenges.id', '=', challengeId)
    .where('challenges.usedAt', 'is', null)
    .where('challenges.expiresAt', '>', now)
    .executeTakeFirst()
}

/** The phones on whose lock screens a code may be shown: the one that was named, else every one that may be locked. */
export function lockScreensFor(db: Database, { borrower, deviceId }: CodeDelivery) {
  return db
    .selectFrom('devices')
    .select(['lenderId', 'provider', 'providerDeviceId', 'imei'])
    .where('borrowerId', '=', borrower.id)
    .where('lockState', 'not in', ['unlocked', 'released', 'not_enrolled'])
    .$if(deviceId !== null, (query) => query.where('id', '=', deviceId))
    .execute()
}
