import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { loanRecord } from '#lib/desk/loan-record.ts'
import { recordEvidence } from '#lib/unlocks/record-evidence.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()

const start = Temporal.Instant.from('2026-11-01T08:00:00Z')
const at = (minutes: number) => start.add({ minutes })
type Said = 'locked' | 'unlocked' | 'released' | 'unlocking' | 'unknown'

async function says({ deviceId, lenderId }: GivenLoan, said: readonly Said[]) {
  for (const [index, actual] of said.entries()) {
    const observedAt = at(index)
    await transaction((tx) =>
      recordEvidence(tx, {
        deviceId,
        lenderId,
        source: 'status_read',
        now: observedAt,
        dedupeKey: `${deviceId}:${index}`,
        snapshot: { actual, otherLocks: [], observedAt, rawStatus: actual },
      }),
    )
  }
}

async function sinceOf(loan: GivenLoan) {
  const record = await loanRecord(database(), loan.lenderId, loan.loanId)
  return record?.stateSince ?? null
}

test.for<[said: Said[], minute: number]>([
  [['unlocked', 'locked'], 1],
  [['unlocked', 'locked', 'locked', 'locked'], 1],
  [['locked', 'unlocked', 'unlocked'], 1],
  [['locked', 'unlocked', 'locked', 'locked'], 2],
  [['locked', 'unlocking', 'locked'], 0],
  [['locked', 'unknown', 'locked'], 0],
  [['unlocked', 'released', 'released'], 1],
])('a phone that said %o says so since minute %i', async ([said, minute]) => {
  const lender = await givenLender()
  const bystander = await givenLoan(await givenLender(), twoLate())
  const loan = await givenLoan(lender, twoLate())
  const before = await sinceOf(bystander)
  await says(loan, said)
  expect(await sinceOf(loan)).toEqual(at(minute))
  expect(await sinceOf(bystander)).toEqual(before)
})

test('a phone was last asked when somebody looked last, by whatever look', async () => {
  const lender = await givenLender()
  const loan = await givenLoan(lender, twoLate())
  const bystander = await givenLoan(lender, twoLate())
  const askedOf = async (one: GivenLoan) =>
    (await loanRecord(database(), one.lenderId, one.loanId))?.askedAt ?? null
  const readAt = (minute: number) =>
    database()
      .updateTable('devices')
      .set({ readAt: at(minute) })
      .where('id', '=', loan.deviceId)
      .execute()
  expect(await askedOf(loan)).toBeNull()
  await readAt(0)
  await says(loan, ['locked', 'locked', 'locked'])
  expect(await askedOf(loan)).toEqual(at(2))
  await readAt(7)
  expect(await askedOf(loan)).toEqual(at(7))
  expect(await askedOf(bystander)).toBeNull()
})
