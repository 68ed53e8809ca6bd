import { describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { encrypt } from '#lib/encrypt.ts'
import { claimUnlock } from '#lib/unlocks/claim-unlock.ts'
import { recordFailure } from '#lib/unlocks/record-dispatch.ts'
import sendUnlock from '#lib/workflows/unlocks/send-unlock.ts'
import {
  casesOf,
  loanRow,
  open,
  paymentRow,
  twoLate,
  unlocksOf,
} from '#tests/payments/given-payment.ts'
import { givenLender } from '#tests/support/lender.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { drain, newestUnlock, passTime, untilUnlock } from '#tests/support/world.ts'
import { givenDeliveries, paid } from './given-delivery.ts'

const { mdm, said, connect, givenPhone, lender, aPhone } = await givenDeliveries()

function attemptsOf(unlockId: string) {
  return database()
    .selectFrom('unlockAttempts')
    .select(['kind', 'outcome', 'errorClass'])
    .where('unlockId', '=', unlockId)
    .orderBy('startedAt')
    .execute()
}

function casesOfLender({ id }: { id: string }) {
  return database().selectFrom('cases').select('kind').where('lenderId', '=', id).execute()
}

describe('when the lock service fails', () => {
  test.for([
    ['down', 'provider_down'],
    ['rate_limited', 'rate_limited'],
  ] as const)(
    '%s is late, not lost: the money stays booked and one command arrives',
    async ([mode, errorClass]) => {
      await mdm.sandbox.turn('mdm.api', mode)
      const loan = await aPhone()
      const paymentId = await paid(loan)
      await drain()
      for (let round = 0; round < 4; round += 1) await passTime()
      expect(await newestUnlock(loan)).toMatchObject({ state: 'retry_wait', errorClass })
      expect(await paymentRow(paymentId)).toMatchObject({ state: 'paid' })
      expect(await loanRow(loan)).toMatchObject({ outstandingMinor: 1_845_000n })
      await mdm.sandbox.turn('mdm.api', 'normal')
      await passTime()
      await untilUnlock(loan, 'confirmed')
      expect(loan.phone().heardCommands).toHaveLength(1)
      expect(await casesOf(loan)).toEqual([])
    },
  )

  test('an answer that never comes: the state is read before anything is sent again', async () => {
    await mdm.sandbox.turn('mdm.api', 'hangs')
    await mdm.sandbox.turn('mdm.callbacks', 'lost')
    const loan = await aPhone()
    await paid(loan)
    await drain()
    await vi.waitFor(() => expect(loan.phone().locked).toBe(false))
    expect(await newestUnlock(loan)).toMatchObject({ state: 'retry_wait', mustReadState: true })
    await mdm.sandbox.turn('mdm.api', 'normal')
    await passTime()
    const unlock = await newestUnlock(loan)
    expect(unlock).toMatchObject({ state: 'confirmed' })
    expect(await attemptsOf(unlock.id)).toEqual([
      { kind: 'send', outcome: 'failed', errorClass: 'ambiguous' },
      { kind: 'read_state', outcome: 'accepted', errorClass: null },
    ])
    expect(loan.phone().heardCommands).toEqual([unlock.id])
  })

  test('a worker that died while sending: the next one reads first, then sends what was not done', async () => {
    const loan = await aPhone()
    await paid(loan)
    const { id } = await newestUnlock(loan)
    await claimUnlock(database(), id, Temporal.Now.instant())
    await sendUnlock({ unlockId: id })
    expect(said.filter((line) => line.startsWith('GET') || line.startsWith('POST'))).toEqual([])
    await passTime()
    await untilUnlock(loan, 'confirmed')
    const asked = said.filter((line) => /^(GET|POST) /.test(line)).map((line) => line.split(' ')[0])
    expect(asked.slice(0, 2)).toEqual(['GET', 'POST'])
    expect(await newestUnlock(loan)).toMatchObject({ attempts: 2 })
  })

  test('two workers never send the same unlock at the same moment', async () => {
    const loan = await aPhone()
    await paid(loan)
    const { id } = await newestUnlock(loan)
    await Promise.all(Array.from({ length: 6 }, () => sendUnlock({ unlockId: id })))
    expect(said.filter((line) => line.startsWith('POST'))).toHaveLength(1)
  })

  test('a refusal is a person’s work: rejected, one case, nothing sent again, the money untouched', async () => {
    await mdm.sandbox.turn('mdm.api', 'refusing')
    const loan = await aPhone()
    const paymentId = await paid(loan)
    await drain()
    await passTime()
    const unlock = await newestUnlock(loan)
    expect(unlock).toMatchObject({ state: 'rejected', errorClass: 'unsupported' })
    expect(await casesOf(loan)).toEqual(['unlock_refused'])
    await sendUnlock({ unlockId: unlock.id })
    expect(await attemptsOf(unlock.id)).toHaveLength(1)
    expect(await paymentRow(paymentId)).toMatchObject({ state: 'paid', unlockId: unlock.id })
  })

  test('nonsense is tried three times, then shown to a person', async () => {
    await mdm.sandbox.turn('mdm.api', 'bad_body')
    const loan = await aPhone()
    await paid(loan)
    await drain()
    for (let round = 0; round < 4; round += 1) await passTime()
    const unlock = await newestUnlock(loan)
    expect(unlock).toMatchObject({ state: 'rejected', errorClass: 'contract', attempts: 3 })
    expect(await casesOf(loan)).toEqual(['unlock_refused'])
  })

  test('a lock nobody can reach over a network is a case at once', async () => {
    const loan = await givenPhone(lender, twoLate(), { provider: 'manual' })
    await paid(loan)
    await drain()
    expect(await newestUnlock(loan)).toMatchObject({
      state: 'rejected',
      errorClass: 'needs_person',
    })
    expect(await casesOf(loan)).toEqual(['manual_unlock'])
  })

  test('a refusal that comes when the unlock is over already bothers nobody', async () => {
    const loan = await aPhone()
    await paid(loan)
    const { id } = await newestUnlock(loan)
    const now = Temporal.Now.instant()
    const claimed = await claimUnlock(database(), id, now)
    if (!claimed) throw new Error('nothing to send')
    await tell(intentNews('succeeded', await open(loan, { choice: 'settle' })))
    for (const errorClass of ['unsupported', 'provider_down'] as const) {
      const failure = { startedAt: now, now, kind: 'send', random: 0 } as const
      const next = await transaction((tx) =>
        recordFailure(tx, claimed, { ...failure, error: { class: errorClass } }),
      )
      expect(next).toBe('over')
    }
    expect((await unlocksOf(loan)).map(({ state }) => state)).toEqual(['superseded', 'requested'])
  })

  test('a secret that the lock service does not take is the operator’s work, said once', async () => {
    const stranger = await givenLender({ alone: true })
    await connect(stranger)
    await database()
      .updateTable('mdmConnections')
      .set({ secretEncrypted: encrypt('another secret', 'mdm-secret') })
      .where('lenderId', '=', stranger.id)
      .execute()
    const loan = await givenPhone(stranger, twoLate())
    await paid(loan)
    await drain()
    await passTime()
    expect(await newestUnlock(loan)).toMatchObject({
      state: 'retry_wait',
      errorClass: 'auth_expired',
    })
    expect(await casesOfLender(stranger)).toEqual([{ kind: 'mdm_configuration' }])
  })

  test('a lender without a connection is told once, and the unlock waits', async () => {
    const stranger = await givenLender({ alone: true })
    const loan = await givenPhone(stranger, twoLate())
    await paid(loan)
    await drain()
    await passTime()
    expect(await newestUnlock(loan)).toMatchObject({ state: 'retry_wait', errorClass: 'config' })
    expect(await casesOfLender(stranger)).toEqual([{ kind: 'mdm_configuration' }])
    await connect(stranger)
    await passTime()
    await untilUnlock(loan, 'confirmed')
  })
})
