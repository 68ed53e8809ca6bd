import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type AuditLogLine, writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { toWesternDigits } from '#lib/domain/identity/digits.ts'
import { normaliseBase32, toBase32 } from '#lib/domain/identity/reference.ts'
import { keyedHash } from '#lib/encrypt.ts'
import { countTry, countWrong, type Verdict } from './count-try.ts'
import type { TypedCode } from './verify-code.ts'

const codesOnSheet = 8
const codeLength = 12

type Owner = { lenderId: string; borrowerId: string }

type NewSheet = Owner & {
  now: Temporal.Instant
  /** When the sheet was made that its owner agreed to lose, in epoch milliseconds. */
  replaces?: bigint | undefined
}

/**
 * Makes a sheet of recovery codes, to be shown this once; the sheet before it is void. 60 bits each. Undefined: there is
 * a sheet that can still be used, and nobody agreed to lose it.
 */
export async function makeRecoveryCodes(
  tx: Tx,
  { now, replaces, ...owner }: NewSheet,
): Promise<string[] | undefined> {
  const codes = Array.from({ length: codesOnSheet }, () => toBase32(randomBytes(codeLength)))
  // Two sheets asked for at once: the borrower's row makes the second wait, and void the first.
  await sql`select from borrowers where id = ${owner.borrowerId} for no key update`.execute(tx)
  const before = await recoverySheetOf(tx, owner)
  if (before && before.left > 0 && !mayReplace(before.madeAt, { now, replaces })) return undefined
  await tx
    .updateTable('recoveryCodes')
    .set({ revokedAt: now })
    .where('borrowerId', '=', owner.borrowerId)
    .where('lenderId', '=', owner.lenderId)
    .where('usedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .execute()
  const hashes = codes.map((code) => hashOf(owner.borrowerId, code))
  await tx
    .insertInto('recoveryCodes')
    .values(hashes.map((codeHash) => ({ ...owner, codeHash, createdAt: now })))
    .execute()
  await audit(tx, owner, 'recovery_codes.made')
  return codes.map((code) => code.replace(/(.{4})(?=.)/g, '$1-'))
}

// Pressed twice, the page shows the second sheet: nobody has seen the first.
function mayReplace(madeAt: Temporal.Instant, { now, replaces }: Omit<NewSheet, keyof Owner>) {
  const isPressedTwice = Temporal.Instant.compare(madeAt, now.subtract({ minutes: 1 })) > 0
  return isPressedTwice || BigInt(madeAt.epochMilliseconds) === replaces
}

/** How many codes of the borrower's sheet are unused, and when it was made; undefined: there is no sheet. */
export async function recoverySheetOf(
  db: Database,
  { lenderId, borrowerId }: Owner,
): Promise<{ left: number; madeAt: Temporal.Instant } | undefined> {
  const row = await db
    .selectFrom('recoveryCodes')
    .select((is) => [
      is.fn.countAll<bigint>().filterWhere('usedAt', 'is', null).as('left'),
      is.fn.max('createdAt').as('madeAt'),
    ])
    .where('borrowerId', '=', borrowerId)
    .where('lenderId', '=', lenderId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return row?.madeAt ? { left: Number(row.left), madeAt: row.madeAt } : undefined
}

/** Checks a printed recovery code for a sign-in: counted like any code, and used up when right. */
export async function verifyRecoveryCode(tx: Tx, typed: TypedCode): Promise<Verdict> {
  const code = recoveryCodeIn(typed.code)
  if (!code) return { ok: false, refusal: 'not_a_code' }
  const counted = await countTry(tx, typed)
  if (!counted.ok) return counted
  const { borrowerId } = counted.challenge
  // Nobody's sign-in runs the same statement; it finds nothing.
  const used = await tx
    .updateTable('recoveryCodes')
    .set({ usedAt: typed.now })
    .where('codeHash', '=', hashOf(borrowerId ?? '', code))
    .where('borrowerId', '=', borrowerId)
    .where('lenderId', '=', typed.lenderId)
    .where('usedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!used || !borrowerId) return countWrong(tx, typed, counted.challenge)
  await tx
    .updateTable('challenges')
    .set({ usedAt: typed.now })
    .where('id', '=', typed.challengeId)
    .execute()
  await audit(tx, { lenderId: typed.lenderId, borrowerId }, 'recovery_code.used')
  return { ok: true, borrowerId }
}

// Alone however it is spaced, or with its dashes among other words: `3. K7QF-3M2P-9XWB`.
function recoveryCodeIn(text: string): string | undefined {
  const plain = toWesternDigits(text.normalize('NFKC'))
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Pd}/gu, '-')
  const [dashed] = /(?<![\w-])\w{4}-\w{4}-\w{4}(?![\w-])/.exec(plain) ?? []
  const code = normaliseBase32(dashed ?? plain)
  return /^[0-9A-HJKMNP-TV-Z]+$/.test(code) && code.length === codeLength ? code : undefined
}

function audit(
  tx: Tx,
  { lenderId, borrowerId }: Owner,
  action: AuditLogLine['action'],
): Promise<void> {
  const actor = `borrower:${borrowerId}`
  return writeAuditLog(tx, { lenderId, actor, action, subject: 'borrower', subjectId: borrowerId })
}

function hashOf(borrowerId: string, code: string): Buffer {
  return keyedHash(`${borrowerId}:${code}`, 'recovery-code')
}
