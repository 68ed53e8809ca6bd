import { expect, test } from 'vitest'
import { ownContacts } from '#lib/accounts/own-contacts.ts'
import { database } from '#lib/db/client.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()

const installments = [['2026-11-01', 100_00n]] as const
const lender = await givenLender()
const of = (owner: { lenderId: string; borrowerId: string }) => ownContacts(database(), owner)

test('a borrower sees where codes go, and whoever looks on does not', async () => {
  const loan = await givenLoan(lender, installments, {
    email: 'nimali.perera@mail.example',
    nominatedPhone: '+94771234567',
  })
  expect(await of(loan)).toMatchObject({ email: 'n•••@mail.example', phone: '••• 4567' })
})

test('what is not known is said to be so; another lender’s borrower is not there', async () => {
  const loan = await givenLoan(lender, installments)
  await database()
    .updateTable('borrowers')
    .set({ email: null, nominatedPhone: null })
    .where('id', '=', loan.borrowerId)
    .execute()
  expect(await of(loan)).toMatchObject({ email: undefined, phone: undefined })
  const { id: lenderId } = await givenLender()
  await expect(of({ ...loan, lenderId })).rejects.toThrow('no result')
})
