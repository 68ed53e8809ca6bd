import type { OpenChallenge } from '#lib/accounts/challenge.ts'
import type { Verdict } from '#lib/accounts/count-try.ts'
import { forgiveCode } from '#lib/accounts/limits.ts'
import { verifyRecoveryCode } from '#lib/accounts/recovery-codes.ts'
import { forgetSpacing } from '#lib/accounts/space-codes.ts'
import { verifyCode } from '#lib/accounts/verify-code.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { codeIn } from '#lib/domain/identity/digits.ts'
import { askerFor, type Place } from './ask-for-code.ts'

type Try = { code: string; place: Place; now: Temporal.Instant }
type Refused = Exclude<Verdict, { ok: true }>

/** Tries a code. When it is right, `open` runs with it, and what the code was counted for is given back. */
export async function tryCode<Opened>(
  challenge: OpenChallenge,
  { code, place, now }: Try,
  open: (tx: Tx, borrowerId: string) => Promise<Opened>,
): Promise<Refused | { ok: true; opened: Opened }> {
  const isPrinted = challenge.method === 'recovery_code'
  const verify = isPrinted ? verifyRecoveryCode : verifyCode
  const typed = { challengeId: challenge.id, lenderId: challenge.lenderId, code, now }
  const verdict = await transaction(async (tx) => {
    const checked = await verify(tx, typed)
    return checked.ok ? { ...checked, opened: await open(tx, checked.borrowerId) } : checked
  })
  if (!verdict.ok) return verdict
  const { borrowerId, opened } = verdict
  const length = codeIn(code)?.length
  const asker = askerFor({ lenderId: challenge.lenderId, account: borrowerId }, place, now)
  const { identifierHash } = challenge
  await forgetSpacing({ account: borrowerId, identifierHash }, asker)
  if (!isPrinted && (length === 6 || length === 9)) await forgiveCode(borrowerId, asker, length)
  return { ok: true, opened }
}
