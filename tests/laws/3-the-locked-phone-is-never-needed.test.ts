import { describe, expect, test } from 'vitest'
import { methods } from '#lib/accounts/challenge.ts'
import { database } from '#lib/db/client.ts'
import { paid, twoLate } from '#tests/payments/given-payment.ts'
import { type GivenLoan, givenLoan } from '#tests/support/lender.ts'
import { noticesOf } from '#tests/support/world.ts'
import { givenLawfulWorld } from './given-lawful-world.ts'
import { sourcesMatching } from './sources.ts'

const { lender } = await givenLawfulWorld()

function forgetEmail({ borrowerId }: GivenLoan) {
  return database()
    .updateTable('borrowers')
    .set({ email: null })
    .where('id', '=', borrowerId)
    .execute()
}

describe('3. The locked phone is never needed', () => {
  test('every way to prove who one is works without an SMS to the locked phone', () => {
    expect([...methods].sort()).toEqual(['email', 'lock_screen', 'recovery_code', 'sms'])
  })

  test('nothing that sends reads the number of the financed phone', async () => {
    const readers = await sourcesMatching(
      ['lib/accounts', 'lib/notices', 'lib/workflows', 'lib/worker'],
      [/borrowers\.phone\b/, /borrower\.phone\b/],
    )
    expect(readers.filter((file) => !/start-challenge|identifier/.test(file))).toEqual([])
  })

  test('a borrower with nothing but the locked phone’s number is sent no text', async () => {
    const loan = await givenLoan(lender, twoLate(), { phone: '+94770000001' })
    await forgetEmail(loan)
    const { paymentId } = await paid(loan)
    expect(await noticesOf(paymentId)).toEqual([])
  })

  test('without e-mail, notices go to the nominated number', async () => {
    const loan = await givenLoan(lender, twoLate(), { nominatedPhone: '+94770000002' })
    await forgetEmail(loan)
    const { paymentId } = await paid(loan)
    const [notice] = await database()
      .selectFrom('notices')
      .select(['channel', 'recipient'])
      .where('causeId', '=', paymentId)
      .execute()
    expect(notice).toEqual({ channel: 'sms', recipient: '+94770000002' })
  })
})
