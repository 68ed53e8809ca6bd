import type { Tx } from '#lib/db/transaction.ts'
import type { StaffRole } from '#lib/domain/roles.ts'
import { auditStaff } from './audit-staff.ts'
import { endInvitations } from './invite-staff.ts'
import { endSessionsOf } from './sessions.ts'

type StaffChange = {
  lenderId: string
  staffId: string
  actor: string
  now: Temporal.Instant
}
type ChangeRefusal = { refusal: 'not_found' | 'last_admin' | 'changed' | undefined }

/** Ends somebody's account: sessions and invitations end with it. What they did stays in the audit log. */
export async function disableStaff(tx: Tx, change: StaffChange): Promise<ChangeRefusal> {
  const { lenderId, staffId, now } = change
  if (await isLastAdmin(tx, change)) return { refusal: 'last_admin' }
  const disabled = await tx
    .updateTable('staff')
    .set({ disabledAt: now })
    .where('id', '=', staffId)
    .where('lenderId', '=', lenderId)
    .where('disabledAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!disabled) return { refusal: 'not_found' }
  await endSessionsOf(tx, change)
  await endInvitations(tx, staffId, now)
  await auditStaff(tx, { ...change, action: 'staff.disabled' })
  return { refusal: undefined }
}

type RoleChange = StaffChange & {
  role: StaffRole
  /** The role of before, for who was shown it. */
  seenRole?: StaffRole
}

/** Gives somebody another role, from their next request on, unless it is not the one that was seen any more. */
export async function changeRole(
  tx: Tx,
  { role, seenRole, ...change }: RoleChange,
): Promise<ChangeRefusal> {
  if (role !== 'admin' && (await isLastAdmin(tx, change))) return { refusal: 'last_admin' }
  const { lenderId, staffId } = change
  const now = await tx
    .selectFrom('staff')
    .select('role')
    .where('id', '=', staffId)
    .where('lenderId', '=', lenderId)
    .where('disabledAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!now) return { refusal: 'not_found' }
  if (now.role === role) return { refusal: undefined }
  if (seenRole && now.role !== seenRole) return { refusal: 'changed' }
  await tx.updateTable('staff').set({ role }).where('id', '=', staffId).execute()
  await auditStaff(tx, { ...change, action: 'staff.role_changed', detail: { role } })
  return { refusal: undefined }
}

// Somebody must be left to invite the others: who can sign in, or, while nobody can yet, who is invited. The rows are
// locked: two admins who disable each other at the same moment do not both succeed.
async function isLastAdmin(tx: Tx, { lenderId, staffId }: StaffChange): Promise<boolean> {
  const admins = await tx
    .selectFrom('staff')
    .select(['id', 'totpConfirmedAt'])
    .where('lenderId', '=', lenderId)
    .where('role', '=', 'admin')
    .where('disabledAt', 'is', null)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  const able = admins.filter(({ totpConfirmedAt }) => totpConfirmedAt !== null)
  const left = able.length > 0 ? able : admins
  return left.length === 1 && left[0]?.id === staffId
}
