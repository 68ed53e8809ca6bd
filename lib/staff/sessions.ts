import { randomBytes } from 'node:crypto'
import type { Database } from '#lib/db/client.ts'
import { hostName, type Lender, type LenderRow, lenderColumns, toLender } from '#lib/db/lenders.ts'
import { takeFailures } from '#lib/db/sign-in-failures.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { Language } from '#lib/domain/languages.ts'
import type { StaffRole } from '#lib/domain/roles.ts'
import { keyedHash } from '#lib/encrypt.ts'
import { auditStaff } from './audit-staff.ts'

export const staffIdleMinutes = 30
const staffAbsoluteHours = 12
/** How long after the password the code may come. */
const halfSessionMinutes = 10
const seenEverySeconds = 60

type StaffMember = {
  id: string
  name: string
  email: string
  role: StaffRole
  locale: Language
}

export type SignedInStaff = {
  sessionId: string
  staff: StaffMember
  lender: Lender
  seenAt: Temporal.Instant
  /** The end that no activity puts off. */
  expiresAt: Temporal.Instant
  /** When the session ends unless something is done before. */
  endsAt: Temporal.Instant
  /** How many tries to come in had failed before this session. */
  failuresBefore: number
}

type Owner = { lenderId: string; staffId: string; now: Temporal.Instant }
type Kind = {
  provedAt: Temporal.Instant | null
  expiresAt: Temporal.Instant
  failuresBefore?: number
}
type Asked = { secret: string; host: string; now: Temporal.Instant }

/** What stands between the password and the code: it opens no page. Gives its secret, of which only a hash is kept. */
export function startHalfSession(tx: Tx, owner: Owner): Promise<string> {
  return insertSession(tx, owner, {
    provedAt: null,
    expiresAt: owner.now.add({ minutes: halfSessionMinutes }),
  })
}

/** Signs somebody in whose password and code were right, under a secret that nobody has seen before. */
export async function startStaffSession(tx: Tx, owner: Owner): Promise<string> {
  const { now } = owner
  const expiresAt = now.add({ hours: staffAbsoluteHours })
  const account = { lenderId: owner.lenderId, subject: 'staff', subjectId: owner.staffId } as const
  const failuresBefore = await takeFailures(tx, account)
  const secret = await insertSession(tx, owner, { provedAt: now, expiresAt, failuresBefore })
  await auditStaff(tx, { ...owner, action: 'staff.signed_in' })
  return secret
}

async function insertSession(
  tx: Tx,
  { lenderId, staffId, now }: Owner,
  kind: Kind,
): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  await tx
    .insertInto('staffSessions')
    .values({ lenderId, staffId, ...kind, secretHash: hashOf(secret), createdAt: now, seenAt: now })
    .execute()
  return secret
}

/** Who is signed in with this secret under this host name; undefined when ended, idle, disabled, another lender's, or not proved. */
export async function findStaffSession(
  db: Database,
  asked: Asked,
): Promise<SignedInStaff | undefined> {
  const row = await openSessions(db, asked)
    .where('staffSessions.provedAt', 'is not', null)
    .where('staffSessions.seenAt', '>', asked.now.subtract({ minutes: staffIdleMinutes }))
    .executeTakeFirst()
  return row && toSignedIn(row)
}

/** Whose password was right, with the code still to come. */
export async function findHalfSession(
  db: Database,
  asked: Asked,
): Promise<SignedInStaff | undefined> {
  const row = await openSessions(db, asked)
    .where('staffSessions.provedAt', 'is', null)
    .executeTakeFirst()
  return row && toSignedIn(row)
}

function openSessions(db: Database, { secret, host, now }: Asked) {
  return db
    .selectFrom('staffSessions')
    .innerJoin('lenders', 'lenders.id', 'staffSessions.lenderId')
    .innerJoin('staff', 'staff.id', 'staffSessions.staffId')
    .select(lenderColumns)
    .select(['staffSessions.id as sessionId', 'staffSessions.seenAt', 'staffSessions.expiresAt'])
    .select('staffSessions.failuresBefore')
    .select(['staff.id as staffId', 'staff.name as staffName', 'staff.email as staffEmail'])
    .select(['staff.role as staffRole', 'staff.locale as staffLocale'])
    .where('staffSessions.secretHash', '=', hashOf(secret))
    .where('lenders.host', '=', hostName(host))
    .where('staff.disabledAt', 'is', null)
    .where('staffSessions.endedAt', 'is', null)
    .where('staffSessions.expiresAt', '>', now)
}

type SessionRow = LenderRow & {
  sessionId: string
  seenAt: Temporal.Instant
  expiresAt: Temporal.Instant
  failuresBefore: number
  staffId: string
  staffName: string
  staffEmail: string
  staffRole: StaffRole
  staffLocale: Language
}

function toSignedIn(row: SessionRow): SignedInStaff {
  const { sessionId, seenAt, expiresAt, failuresBefore, staffId, staffName, ...rest } = row
  const { staffEmail, staffRole, staffLocale, ...lender } = rest
  const [email, role, locale] = [staffEmail, staffRole, staffLocale]
  return {
    sessionId,
    staff: { id: staffId, name: staffName, email, role, locale },
    lender: toLender(lender),
    seenAt,
    expiresAt,
    endsAt: staffEndOf({ seenAt, expiresAt }),
    failuresBefore,
  }
}

/** When a session ends if nothing is done after `seenAt`. */
export function staffEndOf({
  seenAt,
  expiresAt,
}: Pick<SignedInStaff, 'seenAt' | 'expiresAt'>): Temporal.Instant {
  const idleEnd = seenAt.add({ minutes: staffIdleMinutes })
  return Temporal.Instant.compare(idleEnd, expiresAt) < 0 ? idleEnd : expiresAt
}

/** Notes that the person did something, at most once a minute. A session that has ended stays ended. */
export async function noteStaffActivity(
  db: Database,
  session: Pick<SignedInStaff, 'sessionId' | 'seenAt'>,
  now: Temporal.Instant,
): Promise<void> {
  const stale = now.subtract({ seconds: seenEverySeconds })
  if (Temporal.Instant.compare(session.seenAt, stale) > 0) return
  await db
    .updateTable('staffSessions')
    .set({ seenAt: now })
    .where('id', '=', session.sessionId)
    .where('endedAt', 'is', null)
    .where('seenAt', '<=', stale)
    .execute()
}

/** Ends the session with this secret. Asking twice changes nothing. */
export async function endStaffSession(tx: Tx, secret: string, now: Temporal.Instant) {
  const ended = await tx
    .updateTable('staffSessions')
    .set({ endedAt: now })
    .where('secretHash', '=', hashOf(secret))
    .where('endedAt', 'is', null)
    .returning(['lenderId', 'staffId', 'provedAt'])
    .executeTakeFirst()
  if (ended?.provedAt) await auditStaff(tx, { ...ended, action: 'staff.signed_out' })
}

/** Ends every session of somebody: the account was disabled, or its proofs are being made anew. */
export async function endSessionsOf(tx: Tx, { lenderId, staffId, now }: Owner): Promise<void> {
  await tx
    .updateTable('staffSessions')
    .set({ endedAt: now })
    .where('staffId', '=', staffId)
    .where('lenderId', '=', lenderId)
    .where('endedAt', 'is', null)
    .execute()
}

function hashOf(secret: string): Buffer {
  return keyedHash(secret, 'staff-session')
}
