import { describe, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { failureStates } from './failure-states.ts'
import { givenLawfulWorld } from './given-lawful-world.ts'

const { mdm, lender, givenPhone } = await givenLawfulWorld()

describe('5. A person is one step away', () => {
  test.for(failureStates)('$name: a reference to say, and a person who was told', async (state) => {
    const loan = await state.make({ lender, mdm, givenPhone })
    await vi.waitFor(async () => {
      const cases = await database()
        .selectFrom('cases')
        .select(['kind', 'reference'])
        .where('loanId', '=', loan.loanId)
        .execute()
      expect(cases.map(({ kind }) => kind)).toContain(state.kind)
      for (const { reference } of cases) expect(reference).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    })
    const payments = await database()
      .selectFrom('payments')
      .select('reference')
      .where('loanId', '=', loan.loanId)
      .execute()
    for (const { reference } of payments) expect(reference).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  })
})
