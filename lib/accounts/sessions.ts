import { randomBytes } from 'node:crypto'
import { type AuditLogLine, writeAuditLog } from '#lib/db/audit-log.ts'
import type { Database } from '#lib/db/client.ts'
import { hostName, type Lender, type LenderRow, lenderColumns, toLender } from '#lib/db/lenders.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { AuditLogDetail } from '#lib/domain/audit-log-details.ts'
import { type Reach, type RemindedBy, reachOf } from '#lib/domain/identity/contact.ts'
import type { Language } from '#lib/domain/languages.ts'
import { keyedHash } from '#lib/encrypt.ts'
import { env } from '#lib/env.ts'

const idleMinutes = 15
export const absoluteHours = 12
const seenEverySeconds = 60

export type SignedIn = {
  sessionId: string
  ownDevice: boolean
  seenAt: Temporal.Instant
  /** The end that no activity puts off. */
  expiresAt: Temporal.Instant
  /** When the session ends unless something is done before. */
  endsAt: Temporal.Instant
  /** How many tries to come in had failed before this session. */
  failuresBefore: number
  lender: Lender
  borrower: {
    id: string
    name: string
    locale: Language
    email: string | null
    /** How what happens later can be told to them. */
    reach: Reach
    /** The same for reminders, which they can stop. */
    remindedBy: RemindedBy
  }
}

export type NewSession = {
  lenderId: string
  borrowerId: string
  /** True only when the person said so: a session on a borrowed device ends after 15 idle minutes. */
  ownDevice: boolean
  /** How many tries to come in had failed before. */
  failuresBefore?: number
  now: Temporal.Instant
}

/** Signs a borrower in and gives the session's secret, of which only a hash is kept. */
export async function startSession(
  tx: Tx,
  { now, failuresBefore = 0, ...owner }: NewSession,
): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  const { id } = await tx
    .insertInto('sessions')
    .values({
      ...owner,
      failuresBefore,
      secretHash: hashOf(secret),
      createdAt: now,
      seenAt: now,
      expiresAt: now.add({ hours: absoluteHours }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await auditSession(tx, { ...owner, action: 'session.started', detail: { sessionId: id } })
  return secret
}

/** Who is signed in with this secret under this host name, in one query; undefined when ended, idle, or another lender's. */
export async function findSession(
  db: Database,
  { secret, host, now }: { secret: string; host: string; now: Temporal.Instant },
): Promise<SignedIn | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('lenders', 'lenders.id', 'sessions.lenderId')
    .innerJoin('borrowers', 'borrowers.id', 'sessions.borrowerId')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('contactChoices')
          .select(['contactChoices.channel', 'contactChoices.isStopped'])
          .whereRef('contactChoices.borrowerId', '=', 'borrowers.id')
          .orderBy('contactChoices.id', 'desc')
          .limit(1)
          .as('chosen'),
      (join) => join.onTrue(),
    )
    .select(lenderColumns)
    .select(['chosen.channel', 'chosen.isStopped'])
    .select(['sessions.id as sessionId', 'sessions.ownDevice', 'sessions.seenAt'])
    .select('sessions.failuresBefore')
    .select(['sessions.expiresAt', 'borrowers.id as borrowerId', 'borrowers.name as borrowerName'])
    .select(['borrowers.locale as borrowerLocale', 'borrowers.email as borrowerEmail'])
    .select('borrowers.nominatedPhone as borrowerPhone')
    .where('sessions.secretHash', '=', hashOf(secret))
    .where('lenders.host', '=', hostName(host))
    .where('sessions.endedAt', 'is', null)
    .where('sessions.expiresAt', '>', now)
    .where((is) =>
      is.or([
        is('sessions.ownDevice', '=', true),
        is('sessions.seenAt', '>', now.subtract({ minutes: idleMinutes })),
      ]),
    )
    .executeTakeFirst()
  return row && toSignedIn(row)
}

type SessionRow = LenderRow & {
  sessionId: string
  ownDevice: boolean
  seenAt: Temporal.Instant
  expiresAt: Temporal.Instant
  failuresBefore: number
  borrowerId: string
  borrowerName: string
  borrowerLocale: Language
  borrowerEmail: string | null
  borrowerPhone: string | null
  channel: 'email' | 'sms' | 'both' | null
  isStopped: boolean | null
}

function toSignedIn(row: SessionRow): SignedIn {
  const { sessionId, ownDevice, seenAt, expiresAt, failuresBefore, ...rest } = row
  const { borrowerId, borrowerName, borrowerLocale, borrowerEmail, borrowerPhone, ...others } = rest
  const { channel, isStopped, ...lender } = others
  // Without a gateway no text leaves.
  const nominatedPhone = env().SMS_URL ? borrowerPhone : null
  const reach = reachOf({ email: borrowerEmail, nominatedPhone, channel })
  return {
    sessionId,
    ownDevice,
    seenAt,
    expiresAt,
    endsAt: endOf({ ownDevice, seenAt, expiresAt }),
    failuresBefore,
    lender: toLender(lender),
    borrower: {
      id: borrowerId,
      name: borrowerName,
      locale: borrowerLocale,
      email: borrowerEmail,
      reach,
      remindedBy: isStopped ? 'stopped' : reach,
    },
  }
}

/** When a session ends if nothing is done after `seenAt`. */
export function endOf(
  session: Pick<SignedIn, 'ownDevice' | 'seenAt' | 'expiresAt'>,
): Temporal.Instant {
  if (session.ownDevice) return session.expiresAt
  const idleEnd = session.seenAt.add({ minutes: idleMinutes })
  return Temporal.Instant.compare(idleEnd, session.expiresAt) < 0 ? idleEnd : session.expiresAt
}

/** Notes that the person did something, at most once a minute. A session that has ended stays ended. */
export async function noteActivity(
  db: Database,
  session: Pick<SignedIn, 'sessionId' | 'seenAt'>,
  now: Temporal.Instant,
): Promise<void> {
  const stale = now.subtract({ seconds: seenEverySeconds })
  if (Temporal.Instant.compare(session.seenAt, stale) > 0) return
  await db
    .updateTable('sessions')
    .set({ seenAt: now })
    .where('id', '=', session.sessionId)
    .where('endedAt', 'is', null)
    .where('seenAt', '<=', stale)
    .execute()
}

/** Ends the session with this secret. Asking twice changes nothing. */
export async function endSession(tx: Tx, secret: string, now: Temporal.Instant): Promise<void> {
  const ended = await tx
    .updateTable('sessions')
    .set({ endedAt: now })
    .where('secretHash', '=', hashOf(secret))
    .where('endedAt', 'is', null)
    .returning(['id', 'lenderId', 'borrowerId'])
    .executeTakeFirst()
  if (!ended) return
  const { id, ...owner } = ended
  await auditSession(tx, { ...owner, action: 'session.ended', detail: { sessionId: id } })
}

/** Signs a borrower out on every device. Returns how many sessions ended. */
export async function endAllSessions(
  tx: Tx,
  owner: { lenderId: string; borrowerId: string },
  now: Temporal.Instant,
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('sessions')
    .set({ endedAt: now })
    .where('borrowerId', '=', owner.borrowerId)
    .where('lenderId', '=', owner.lenderId)
    .where('endedAt', 'is', null)
    .executeTakeFirstOrThrow()
  const count = Number(numUpdatedRows)
  await auditSession(tx, { ...owner, action: 'session.ended_everywhere', detail: { count } })
  return count
}

function auditSession(
  tx: Tx,
  line: {
    lenderId: string
    borrowerId: string
    action: AuditLogLine['action']
    detail: AuditLogDetail
  },
): Promise<void> {
  return writeAuditLog(tx, {
    lenderId: line.lenderId,
    actor: `borrower:${line.borrowerId}`,
    action: line.action,
    subject: 'borrower',
    subjectId: line.borrowerId,
    detail: line.detail,
  })
}

function hashOf(secret: string): Buffer {
  return keyedHash(secret, 'session')
}
