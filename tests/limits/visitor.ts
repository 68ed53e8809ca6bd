import { sql } from 'kysely'
import { askForCode, type Place } from '#app/(public)/sign-in/ask-for-code.ts'
import { tryCode } from '#app/(public)/sign-in/try-code.ts'
import { type Method, type OpenChallenge, openChallenge } from '#lib/accounts/challenge.ts'
import { readIdentifier } from '#lib/accounts/identifier.ts'
import { limitStarts } from '#lib/accounts/limits.ts'
import { decryptCode } from '#lib/accounts/send-code.ts'
import { startSession } from '#lib/accounts/sessions.ts'
import { startChallenge } from '#lib/accounts/start-challenge.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'

const now = () => Temporal.Now.instant()

/** Somebody at the sign-in page of a lender, at one address and in one browser. Each step is what its page does. */
export function visitor(lenderId: string, place: Place) {
  /** Types who he is; undefined: refused. */
  async function begin(typed: string): Promise<OpenChallenge | undefined> {
    const isKnown = place.browser.known.length > 0
    if (!(await limitStarts({ lenderId, address: place.address, isKnown })).ok) return undefined
    const reading = readIdentifier(typed, 'LK')
    if (!reading.ok) throw new Error(reading.refusal)
    const { identifier } = reading
    const id = await transaction((tx) => startChallenge(tx, { lenderId, identifier, now: now() }))
    return openChallenge(database(), { id, lenderId, now: now() })
  }

  /** False: refused. Pressed again too soon, the code before stays right: nobody is refused by that. */
  async function ask(challenge: OpenChallenge, method: Method = 'email'): Promise<boolean> {
    const asked = await askForCode(challenge, { method, place, now: now() })
    return asked.ok || asked.refusal === 'just_sent'
  }

  function type(challenge: OpenChallenge, code: string) {
    return tryCode(challenge, { code, place, now: now() }, (tx, borrowerId) =>
      startSession(tx, { lenderId, borrowerId, ownDevice: false, now: now() }),
    )
  }

  return { begin, ask, type }
}

/** What the owner of an account reads in the mailbox: the code last sent for a sign-in; undefined: none was sent. */
export async function codeSent(challengeId: string): Promise<string | undefined> {
  const { rows } = await sql<{ codeEncrypted: string; isVoid: boolean }>`
    select jobs.payload->>'codeEncrypted' as code_encrypted, challenges.code_hash is null as is_void
      from graphile_worker._private_jobs as jobs
      join challenges on challenges.id = (jobs.payload->>'challengeId')::uuid
     where challenges.id = ${challengeId} and challenges.borrower_id is not null
     order by jobs.id desc limit 1`.execute(database())
  const [sent] = rows
  return sent && !sent.isVoid ? decryptCode(sent.codeEncrypted) : undefined
}
