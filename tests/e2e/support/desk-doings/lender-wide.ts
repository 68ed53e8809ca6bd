import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { transaction } from '#lib/db/transaction.ts'
import { typedOf } from '#lib/domain/settings/form.ts'
import { fieldsIn } from '#lib/domain/settings/record.ts'
import { reachOf, settingsOf } from '#lib/settings/settings-of.ts'
import { staffCookieName } from '#lib/staff/session-cookie.ts'
import { createUnlock } from '#lib/unlocks/create-unlock.ts'
import { beginOutage } from '#lib/workflows/outages/outage.ts'
import { cashToCount } from '#tests/e2e/support/desk-acts.ts'
import { givenUnlock } from '#tests/e2e/support/desk-records.ts'
import { givenOwnLender } from '#tests/e2e/support/own-lender.ts'
import { givenDemoStaff } from '#tests/e2e/support/staff.ts'
import { givenLoan } from '#tests/support/lender.ts'
import { givenStaff, givenStaffSession } from '#tests/support/staff.ts'
import { inState } from '#tests/unlocks/given-unlock.ts'
import { type Doing, type Doings, inDays, thisMinute, versionOf } from './doing.ts'

/** Every other act: of an unlock, a day's cash, the staff, the settings and the lock services. */
export const lenderDoings: Doings = {
  'sayOpen of unlocks/[unlockId]/opened': async () => {
    const unlockId = await givenUnlock()
    return {
      ids: { unlockId },
      fields: {
        knownBy: 'console',
        opening: 'as_asked',
        note: 'Opened in the console.',
        ...thisMinute(),
      },
      leads: `/desk/unlocks/${unlockId}?done=opened`,
      did: 'unlock.opened_by_hand',
    }
  },
  'takeBack of unlocks/[unlockId]/take-back': async () => {
    const unlockId = await givenUnlock()
    return {
      ids: { unlockId },
      fields: { reason: 'It was the wrong phone.' },
      leads: `/desk/unlocks/${unlockId}?done=taken_back`,
      did: 'unlock.taken_back',
    }
  },
  'sendAgain of unlocks': async () => {
    const { at, lenderId } = await elsewhere()
    const leads = /^\/desk\/unlocks\/.+\?done=sent_again$/
    return { at, ids: { unlockId: await givenRefused(lenderId) }, leads, did: 'unlock.sent_again' }
  },
  'sendGroupAgain of unlocks': async () => {
    const { at, lenderId } = await elsewhere()
    await givenRefused(lenderId)
    const group = { provider: 'http', stage: 'refused', errorClass: 'not_found', said: '' }
    return { at, fields: group, leads: '/desk/unlocks?sent=1', did: 'unlock.sent_again' }
  },
  'pauseSending of unlocks': async () => {
    const { at, lenderId } = await elsewhere()
    await connected(lenderId)
    const fields = { provider: 'http', reason: 'It does not answer.' }
    return { at, fields, leads: '/desk/unlocks', did: 'hold.placed' }
  },
  'resumeSending of unlocks': async () => {
    const { at, lenderId } = await elsewhere()
    await connected(lenderId)
    const outage = { lenderId, provider: 'http', reason: 'Silence', by: 'staff:someone' }
    await transaction((tx) => beginOutage(tx, { ...outage, now: Temporal.Now.instant() }))
    return { at, fields: { provider: 'http' }, leads: '/desk/unlocks', did: 'hold.ended' }
  },
  'letOpen of unlocks': async () => {
    const { at, lenderId } = await elsewhere()
    await connected(lenderId, Temporal.Now.instant())
    const fields = { provider: 'http' }
    return { at, fields, leads: '/desk/unlocks', did: 'lock_service.watching_ended' }
  },
  'countIt of cash/count': async ({ owner }) => ({
    fields: { ...(await cashToCount(owner)), amount: '1', seen: '100|' },
    leads: /^\/desk\/cash\?day=.+&done=counted$/,
    did: 'staff.cash_counted',
  }),
  'invite of staff': async ({ owner: { email } }) => ({
    fields: { name: 'Kamal Silva', email },
    leads: '200',
    did: 'staff.invited',
  }),
  'setRole of staff': async () => {
    const { id: staffId } = await givenDemoStaff()
    return {
      ids: { staffId },
      fields: { role: 'approver', seenRole: 'agent' },
      leads: `/desk/staff/${staffId}?done=role`,
      did: 'staff.role_changed',
    }
  },
  'disable of staff': async () => {
    const { id: staffId } = await givenDemoStaff()
    return {
      ids: { staffId },
      leads: `/desk/staff/${staffId}?done=disabled`,
      did: 'staff.disabled',
    }
  },
  'reset of staff': async () => {
    const { id: staffId } = await givenDemoStaff()
    return { ids: { staffId }, leads: '200', did: 'staff.reset' }
  },
  'stillRight of settings': async () => {
    const { at, lenderId } = await elsewhere()
    return {
      at,
      fields: await versionOf('lenders', lenderId),
      leads: '/desk/settings/contacts?done=renewed',
      did: 'settings.changed',
    }
  },
  'entryStillRight of settings': async () => {
    const { at, lenderId } = await elsewhere()
    await database()
      .updateTable('lenders')
      .set({
        policy: sql`jsonb_set(policy, '{directory}', ${JSON.stringify({ entries: [oldEntry] })})`,
      })
      .where('id', '=', lenderId)
      .execute()
    return {
      at,
      fields: { ...(await versionOf('lenders', lenderId)), name: oldEntry.name },
      leads: '/desk/settings/directory?done=renewed',
      did: 'settings.changed',
    }
  },
  'changeGroup of settings/[group]': async () => {
    const { at, lenderId } = await elsewhere()
    return {
      at,
      ids: { group: 'contacts' },
      fields: {
        ...(await versionOf('lenders', lenderId)),
        ...(await contactsAsShown(lenderId)),
        intent: 'save',
        reason: '',
        helpPhone: '+94 11 555 0199',
        helpCheckedOn: inDays(0),
      },
      leads: '/desk/settings/contacts?done=saved',
      did: 'settings.changed',
    }
  },
}

const oldEntry = {
  kind: 'maker',
  name: 'Care line',
  country: 'LK',
  phone: '119',
  checkedOn: '2026-01-01',
  checkedBy: 'Ana',
}

/** The desk of a lender that no other test knows, and an admin of it. */
async function elsewhere(): Promise<{ at: NonNullable<Doing['at']>; lenderId: string }> {
  const lender = await givenOwnLender()
  const staff = await givenStaff(lender, 'admin')
  const slug = new URL(lender.portal).hostname.split('.')[0] ?? ''
  const cookie = `${staffCookieName()}=${await givenStaffSession(staff)}`
  return { at: { slug, cookie, staffId: staff.id }, lenderId: lender.id }
}

/** The form of the contacts, as its page fills it. */
async function contactsAsShown(lenderId: string): Promise<Record<string, string>> {
  const lender = await lenderById(database(), lenderId)
  const fields = fieldsIn('contacts', ...(await reachOf(database(), lender)))
  return typedOf(settingsOf(lender), fields)
}

async function connected(
  lenderId: string,
  watchingSince: Temporal.Instant | null = null,
): Promise<void> {
  await database()
    .insertInto('mdmConnections')
    .values({ lenderId, provider: 'http', watchingSince })
    .execute()
}

async function givenRefused(id: string): Promise<string> {
  const number = randomInt(10 ** 9, 10 ** 10)
  const due = [[inDays(20), 450_000n]] as const
  const { deviceId } = await givenLoan({ id }, due, { number, provider: 'http' })
  const now = Temporal.Now.instant()
  const wish = {
    deviceId,
    intent: { kind: 'indefinite' },
    cause: 'staff',
    actor: 'keyturn',
  } as const
  const { unlockId } = await transaction((tx) =>
    createUnlock(tx, { ...wish, causeId: deviceId, deadlineAt: now, now }),
  )
  await inState(unlockId, 'rejected')
  await database()
    .updateTable('unlocks')
    .set({ errorClass: 'not_found', errorDetail: null })
    .where('id', '=', unlockId)
    .execute()
  return unlockId
}
