import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { POST } from '#app/api/webhooks/mdm/[lender]/[provider]/route.ts'
import { database } from '#lib/db/client.ts'
import { signRequest } from '#lib/gateways/request-signature.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { mdmSecret } from '#tests/support/mdm.ts'
import { startWorld } from '#tests/support/world.ts'
import { accepted, request, unlockRow } from '#tests/unlocks/given-unlock.ts'

await freshDatabase()
const world = await startWorld()
const lender = await givenLender()
await world.connect(lender)

type Event = {
  type: string
  commandId?: string
  reason?: string
  device: { id: string; actual: string }
}

/** What the portal answers to a callback of the lender's lock service. */
async function tell({ device, ...event }: Event): Promise<{ status: number; body: unknown }> {
  const answer = await send(textOf({ device, ...event }))
  return { status: answer.status, body: await answer.json() }
}

function textOf({ device, ...event }: Event): string {
  const at = Temporal.Now.instant().toString()
  return JSON.stringify({
    id: randomUUID(),
    occurredAt: at,
    ...event,
    device: { otherLocks: [], observedAt: at, rawStatus: 'test', ...device },
  })
}

/** Signs and sends what a lock service would, or what it would not. */
function send(rawBody: string | Uint8Array<ArrayBuffer>): Promise<Response> {
  const path = `/api/webhooks/mdm/${lender.slug}/http`
  const signed = { method: 'POST', path, rawBody }
  const headers = { ...signRequest([mdmSecret(lender.slug)], signed, Temporal.Now.instant()) }
  const asked = new Request(`http://x.localhost${path}`, { method: 'POST', headers, body: rawBody })
  const params = Promise.resolve({ lender: lender.slug, provider: 'http' })
  return POST(asked, { params })
}

const refusal = (loan: GivenLoan, commandId: string) =>
  tell({
    type: 'unlock.refused',
    commandId,
    reason: 'rooted',
    device: { id: loan.providerDeviceId, actual: 'locked' },
  })

const evidenceCount = async () => {
  const { n } = await database()
    .selectFrom('deviceEvidence')
    .select((eb) => eb.fn.countAll<bigint>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}

test('a callback about a device that nobody knows is answered 404, not 200', async () => {
  const loan = await givenLoan(lender, twoLate())
  const before = await evidenceCount()
  const unknown = { type: 'device.unlocked', device: { id: 'nobody', actual: 'unlocked' } }
  expect(await tell(unknown)).toEqual({
    status: 404,
    body: { error: { code: 'device_not_found', message: expect.any(String) } },
  })
  expect(await evidenceCount()).toBe(before)
  const known = { ...unknown, device: { ...unknown.device, id: loan.providerDeviceId } }
  expect(await tell(known)).toEqual({ status: 200, body: { received: true } })
  expect(await evidenceCount()).toBe(before + 1n)
})

test('more than a callback can be is answered 413, not as if its signature were wrong', async () => {
  const { providerDeviceId: id } = await givenLoan(lender, twoLate())
  const before = await evidenceCount()
  const text = textOf({ type: 'device.unlocked', device: { id, actual: 'unlocked' } })
  expect((await send(text.padEnd(1_000_001))).status).toBe(413)
  expect(await evidenceCount()).toBe(before)
  expect((await send(text.padEnd(1_000_000))).status).toBe(200)
  expect(await evidenceCount()).toBe(before + 1n)
})

test('bytes that are no text are signed rightly, and are not as agreed: 400, not 401', async () => {
  const before = await evidenceCount()
  expect((await send(new Uint8Array([0x7b, 0xff, 0x7d]))).status).toBe(400)
  expect(await evidenceCount()).toBe(before)
})

test('a refusal of an unlock that this device does not have is answered 404', async () => {
  const loan = await givenLoan(lender, twoLate())
  const other = await givenLoan(lender, twoLate())
  const unlockId = await accepted(loan)
  const othersId = await accepted(other)
  for (const commandId of [randomUUID(), 'from a console', othersId])
    expect(await refusal(loan, commandId)).toMatchObject({
      status: 404,
      body: { error: { code: 'command_not_found' } },
    })
  expect(await unlockRow(unlockId)).toMatchObject({ state: 'accepted' })
  expect(await unlockRow(othersId)).toMatchObject({ state: 'accepted' })
  expect(await refusal(loan, unlockId)).toMatchObject({ status: 200 })
  expect(await unlockRow(unlockId)).toMatchObject({ state: 'rejected', errorDetail: 'rooted' })
})

test('a refusal does not confirm the unlock that it names, and one that comes late changes nothing', async () => {
  const loan = await givenLoan(lender, twoLate())
  const unlockId = await accepted(loan)
  const said = { type: 'device.unlocked', commandId: unlockId }
  const device = { id: loan.providerDeviceId, actual: 'unlocked' }
  expect(await tell({ ...said, device })).toMatchObject({ status: 200 })
  expect(await unlockRow(unlockId)).toMatchObject({ state: 'confirmed' })
  expect(await refusal(loan, unlockId)).toMatchObject({ status: 200 })
  expect(await unlockRow(unlockId)).toMatchObject({ state: 'confirmed' })
})

test('what was never sent cannot be refused', async () => {
  const loan = await givenLoan(lender, twoLate())
  const { unlockId } = await request(loan)
  expect(await refusal(loan, unlockId)).toMatchObject({ status: 200 })
  expect(await unlockRow(unlockId)).toMatchObject({ state: 'requested' })
})
