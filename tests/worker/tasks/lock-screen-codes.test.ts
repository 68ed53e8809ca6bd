import { expect, test } from 'vitest'
import { givenLoan } from '#tests/support/lender.ts'
import { givenCodes, installments, type Shown } from './given-codes.ts'

const { outside, lender, askedAndRun } = await givenCodes()

test('the code is shown on each of the borrower’s locked phones, and signs in', async () => {
  const loan = await givenLoan(lender, installments)
  const { borrowerId } = loan
  await givenLoan(lender, installments, { borrowerId })
  await givenLoan(lender, installments, { borrowerId, lockState: 'unlocked' })
  const { verify } = await askedAndRun(loan.loanNumber, 'lock_screen')
  const shown = outside.received as Shown
  expect(shown).toHaveLength(2)
  expect(shown.every(({ path }) => path.endsWith('/messages'))).toBe(true)
  expect(await verify(shown[0]?.body.code ?? '')).toMatchObject({ ok: true, borrowerId })
})

test('who begins with an IMEI gets the code on that phone only', async () => {
  const loan = await givenLoan(lender, installments)
  await givenLoan(lender, installments, { borrowerId: loan.borrowerId })
  await askedAndRun(loan.imei, 'lock_screen')
  expect(outside.received).toHaveLength(1)
})

test('a lock service that is down is asked again; one that refuses for good is not', async () => {
  const loan = await givenLoan(lender, installments)
  outside.answer.status = 503
  await expect(askedAndRun(loan.loanNumber, 'lock_screen')).rejects.toThrow('provider_down')
  outside.answer.status = 404
  await askedAndRun(loan.loanNumber, 'lock_screen')
})
