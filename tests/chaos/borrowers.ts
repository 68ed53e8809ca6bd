import { transaction } from '#lib/db/transaction.ts'
import { encrypt } from '#lib/encrypt.ts'
import { makePayLink } from '#lib/payments/links/pay-link.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { lockServiceSecret, type Outside } from './outside.ts'

export const lenderSlug = 'chaos'

export type Borrower = { loanId: string; deviceId: string; phoneId: string; payCode: string }

/** A lender with `count` borrowers in arrears, each with a locked phone and the link on its screen. */
export async function givenBorrowers(outside: Outside, count: number): Promise<Borrower[]> {
  const lender = await givenLender({ slug: lenderSlug, alone: true })
  await connect(lender.id, outside)
  const borrowers: Borrower[] = []
  for (let index = 0; index < count; index += 1) borrowers.push(await borrow(lender, index))
  await outside.mdm.handle(
    new Request(`${outside.url}/mdm/${lenderSlug}/phones`, {
      method: 'POST',
      body: JSON.stringify(borrowers.map(({ phoneId: id }) => ({ id }))),
    }),
  )
  return borrowers
}

async function connect(lenderId: string, outside: Outside): Promise<void> {
  await transaction((tx) =>
    tx
      .insertInto('mdmConnections')
      .values({
        lenderId,
        provider: 'http',
        baseUrl: `${outside.url}/mdm/${lenderSlug}`,
        secretEncrypted: encrypt(lockServiceSecret, 'mdm-secret'),
        settings: JSON.stringify({ timeoutMs: 2_000 }),
      })
      .execute(),
  )
}

async function borrow(lender: { id: string }, index: number): Promise<Borrower> {
  const today = Temporal.Now.plainDateISO('Asia/Colombo')
  // Every third owes everything already: paying then ends the loan and releases the phone.
  const lastDueInDays = index % 3 === 0 ? -10 : 60
  const days = [-45, -15, lastDueInDays]
  const loan = await givenLoan(
    lender,
    days.map((offset, at) => [today.add({ days: offset }).toString(), 500_000n + BigInt(at)]),
  )
  const { deviceId, loanId } = loan
  return transaction(async (tx) => {
    const { providerDeviceId } = await tx
      .selectFrom('devices')
      .select('providerDeviceId')
      .where('id', '=', deviceId)
      .executeTakeFirstOrThrow()
    const payCode = await makePayLink(tx, { lenderId: lender.id, deviceId, actor: 'keyturn' })
    return { loanId, deviceId, phoneId: providerDeviceId, payCode }
  })
}
