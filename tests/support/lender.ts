import { transaction } from '#lib/db/transaction.ts'
import { checkDigit } from '#lib/domain/imei.ts'
import type { LockState } from '#lib/domain/unlock.ts'

import { policy } from './policy.ts'

export { policy }

let serial = 0

/** A lender in Colombo, written for a test; `values` replaces columns. */
export async function givenLender(
  values: { slug?: string; policy?: object } = {},
): Promise<{ id: string; slug: string; host: string }> {
  serial += 1
  const slug = values.slug ?? `lender-${serial}`
  return transaction((tx) =>
    tx
      .insertInto('lenders')
      .values({
        slug,
        host: `${slug}.localhost`,
        name: 'Serendib Mobile',
        locale: 'en',
        timeZone: 'Asia/Colombo',
        currency: 'LKR',
        accentColor: '#0b6e63',
        helpPhone: '011 555 0100',
        helpEmail: 'help@serendib.example',
        helpHours: '8:00–20:00',
        helpCheckedOn: Temporal.Now.plainDateISO(),
        statementDescriptor: 'SERENDIB MOBILE',
        policy: JSON.stringify({ ...policy, ...values.policy }),
      })
      .returning(['id', 'slug', 'host'])
      .executeTakeFirstOrThrow(),
  )
}

export type GivenLoan = {
  lenderId: string
  borrowerId: string
  loanId: string
  deviceId: string
  loanNumber: string
  imei: string
  providerDeviceId: string
  currency: string
}

/**
 * A borrower with one financed phone. The books are opened with one posting, as the import does.
 * `installments` are [due date, amount in minor units].
 */
export async function givenLoan(
  lender: { id: string },
  installments: readonly (readonly [string, bigint])[],
  values: {
    currency?: string
    email?: string
    phone?: string
    nominatedPhone?: string
    provider?: string
    lockState?: LockState
    borrowerId?: string
    name?: string
    locale?: 'en' | 'es' | 'ar'
    /** Where another process writes to the same database too: a number no other loan there has. */
    number?: number
  } = {},
): Promise<GivenLoan> {
  const number = values.number ?? ++serial
  const { currency = 'LKR', provider = 'http', lockState = 'locked' } = values
  const first14 = `35${String(number).padStart(12, '0')}`
  const imei = first14 + checkDigit(first14)
  const totalMinor = installments.reduce((sum, [, amountMinor]) => sum + amountMinor, 0n)
  return transaction(async (tx) => {
    const borrowerId =
      values.borrowerId ??
      (
        await tx
          .insertInto('borrowers')
          .values({
            lenderId: lender.id,
            customerNumber: `C${number}`,
            name: values.name ?? 'Nimali Perera',
            locale: values.locale ?? 'en',
            email: values.email ?? `nimali${number}@mail.example`,
            phone: values.phone ?? null,
            nominatedPhone: values.nominatedPhone ?? null,
          })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id
    const loanNumber = `L-${String(number).padStart(6, '0')}`
    const loan = await tx
      .insertInto('loans')
      .values({ lenderId: lender.id, borrowerId, loanNumber, currency })
      .returning('id')
      .executeTakeFirstOrThrow()
    const schedule = await tx
      .insertInto('schedules')
      .values({ lenderId: lender.id, loanId: loan.id, version: 1, source: 'import' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('installments')
      .values(
        installments.map(([dueOn, amountMinor], index) => ({
          lenderId: lender.id,
          scheduleId: schedule.id,
          number: index + 1,
          dueOn: Temporal.PlainDate.from(dueOn),
          amountMinor,
        })),
      )
      .execute()
    const posting = await tx
      .insertInto('postings')
      .values({ lenderId: lender.id, cause: 'loan_opened', causeId: loan.id })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('ledgerEntries')
      .values([
        {
          lenderId: lender.id,
          postingId: posting.id,
          account: 'loan_receivable',
          amountMinor: totalMinor,
          currency,
          loanId: loan.id,
        },
        {
          lenderId: lender.id,
          postingId: posting.id,
          account: 'lender_book',
          amountMinor: -totalMinor,
          currency,
          loanId: loan.id,
        },
      ])
      .execute()
    const providerDeviceId = `dev-${number}`
    const device = await tx
      .insertInto('devices')
      .values({
        lenderId: lender.id,
        borrowerId,
        loanId: loan.id,
        brand: 'Xiaomi',
        model: '13T',
        imei,
        provider,
        providerDeviceId,
        lockState,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return {
      lenderId: lender.id,
      borrowerId,
      loanId: loan.id,
      deviceId: device.id,
      loanNumber,
      imei,
      providerDeviceId,
      currency,
    }
  })
}
