import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { conflictsOf } from '#lib/integrations/conflicts.ts'
import { dayFromNow, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()

test.for<[reach: number, most: number]>([
  [1, 50],
  [2, 50],
  [3, 1],
  [100, 2],
])(
  'a page that judges %i phones and lists %i leads to the next: each is found, once',
  async ([reach, most]) => {
    const lender = await givenLender()
    const wrong: string[] = []
    for (const isRight of [true, true, true, false, true, false, false, true]) {
      const { deviceId } = await givenLoan(lender, isRight ? twoLate() : [[dayFromNow(3), 500n]])
      if (!isRight) wrong.push(deviceId)
    }
    const [found, lengths]: [string[], number[]] = [[], []]
    let after: string | undefined
    do {
      const wanted = { now: Temporal.Now.instant(), after, most, reach }
      const { conflicts, next } = await conflictsOf(database(), lender.id, wanted)
      found.push(...conflicts.map(({ id }) => id))
      lengths.push(conflicts.length)
      after = next
    } while (after)
    expect(found).toEqual(wrong)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(Math.min(most, reach))
  },
)
