import { beforeEach } from 'vitest'
import { env } from '#lib/env.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenEndpoint, startReceiver } from '#tests/support/servers/webhook-receiver.ts'
import { loseTheQueue } from '#tests/support/world.ts'

export const now = () => Temporal.Now.instant()

/** A lock side that listens and takes everything; before each test it is as new. Call once, at the top. */
export async function givenListeners() {
  await freshDatabase()
  const { url, told, answer } = await startReceiver()

  beforeEach(async () => {
    await loseTheQueue()
    told.length = 0
    Object.assign(answer, { status: 200, location: undefined, hangs: false })
    env().WEBHOOKS_TO_PRIVATE = true
  })

  async function givenListener(values: { alone?: boolean } = {}) {
    const lender = await givenLender(values)
    const endpoint = await givenEndpoint(lender.id, url)
    return { lender, ...endpoint, loan: await givenLoan(lender, twoLate(), { provider: 'manual' }) }
  }

  return { url, told, answer, givenListener }
}
