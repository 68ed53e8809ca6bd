import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { pool } from '#lib/db/client.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import { seal } from '#lib/gateways/seal.ts'
import { claimDelivery } from '#lib/lock-side/claim-delivery.ts'
import { claimPayLink } from '#lib/payments/claim-pay-link.ts'
import { claimUnlock } from '#lib/unlocks/claim-unlock.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { type Ids, insertFamily, type Row, type Table } from '#tests/support/right-rows.ts'

await freshDatabase()

const now = Temporal.Now.instant()
const dueAt = now.subtract({ minutes: 1 }).toString()
const secretSealed = `\\x${seal('secret', 'webhook-secret').toString('hex')}`

// Those who stand by are never due: what is taken only when it is due needs a neighbour who is.
const due: Partial<Record<Table, Row>> = {
  unlocks: { state: 'retry_wait', dispatched_at: dueAt, next_action_at: dueAt },
  pay_links: { show_next_at: dueAt },
  webhook_endpoints: { secret_sealed: secretSealed, removed_at: null },
  webhook_deliveries: { next_attempt_at: dueAt },
}

async function givenDue(lenderId: string): Promise<Ids> {
  const db = await pool().connect()
  try {
    return await insertFamily(db, { lenderId, as: (table) => due[table] ?? {} })
  } finally {
    db.release()
  }
}

test.for([
  ['unlocks', (tx: Tx, id: string) => claimUnlock(tx, id, now)],
  ['pay_links', (tx: Tx, id: string) => claimPayLink(tx, id, now)],
  ['webhook_deliveries', (tx: Tx, id: string) => claimDelivery(tx, id, now)],
] as const)('of two due %s a worker takes the one it was sent for', async ([table, claim]) => {
  const { id: lenderId } = await givenLender()
  const [one, other] = [await givenDue(lenderId), await givenDue((await givenLender()).id)]
  const row = (ids: Ids) =>
    transaction((tx) =>
      sql<Row>`select * from ${sql.table(table)} where id = ${ids[table]}`.execute(tx),
    ).then(({ rows }) => rows)
  const before = { one: await row(one), other: await row(other) }
  expect(await transaction<unknown>((tx) => claim(tx, `${one[table]}`))).toBeDefined()
  expect(await row(one)).not.toEqual(before.one)
  expect(await row(other)).toEqual(before.other)
})
