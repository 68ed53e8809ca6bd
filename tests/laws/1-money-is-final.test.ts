import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { balanceOf, loanRow, paid, paymentRow, twoLate } from '#tests/payments/given-payment.ts'
import { givenLoan } from '#tests/support/lender.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { drain, passTime } from '#tests/support/world.ts'
import { givenLawfulWorld } from './given-lawful-world.ts'

const { mdm, lender, givenPhone } = await givenLawfulWorld()

describe('1. Money is final', () => {
  test.for(['down', 'refusing', 'lying', 'bad_body', 'rate_limited', 'hangs'] as const)(
    'whatever the lock side does (%s), what was captured stands in the books exactly once',
    async (mode) => {
      await mdm.sandbox.turn('mdm.api', mode)
      const loan = await givenPhone(lender, twoLate())
      const asked = await paid(loan)
      const booked = { balance: await balanceOf(asked.paymentId), loan: await loanRow(loan) }
      expect(booked.balance).toEqual({ psp_clearing: 1_845_000n, loan_receivable: -1_845_000n })
      await drain()
      for (let round = 0; round < 3; round += 1) await passTime()
      await reconcile(Temporal.Now.instant().add({ hours: 2 }))
      await tell(intentNews('succeeded', asked))
      expect({ balance: await balanceOf(asked.paymentId), loan: await loanRow(loan) }).toEqual(
        booked,
      )
      expect(await paymentRow(asked.paymentId)).toMatchObject({ state: 'paid' })
    },
  )

  test.for(['ledger_entries', 'postings'])('the books cannot be rewritten (%s)', async (table) => {
    await paid(await givenLoan(lender, twoLate()))
    for (const verb of [`update ${table} set lender_id = lender_id`, `delete from ${table}`])
      await expect(sql.raw(verb).execute(database())).rejects.toThrow('append-only')
  })

  test('a payment never goes back from paid', async () => {
    const { paymentId } = await paid(await givenLoan(lender, twoLate()))
    for (const state of ['open', 'processing', 'failed', 'expired', 'cancelled'] as const)
      await expect(
        database().updateTable('payments').set({ state }).where('id', '=', paymentId).execute(),
      ).rejects.toThrow('cannot go from paid')
  })
})
