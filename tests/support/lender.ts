import { type Tx, transaction } from '#lib/db/transaction.ts'
import { checkDigit } from '#lib/domain/identity/imei.ts'
import type { LockState } from '#lib/domain/lock/unlock.ts'
import { plantBeside } from './database/bystanders.ts'
import { policy } from './policy.ts'

let serial = 0

/**
 * A lender in Colombo, written for a test; `values` replaces columns. Others stand by at the first one of a test,
 * unless it is `alone`: where a test looks at all that a lender has.
 */
export async function givenLender({
  alone = false,
  ...values
}: {
  slug?: string
  policy?: object
  alone?: boolean
} = {}): Promise<{
  id: string
  slug: string
  host: string
}> {
  const lender = await insertLender(values)
  if (!alone) await plantBeside(lender.id)
  return lender
}

function insertLender(values: { slug?: string; policy?: object }) {
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
        country: 'LK',
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

type LoanValues = {
  currency?: string
  email?: string | null
  phone?: string
  nominatedPhone?: string
  provider?: string
  lockState?: LockState
  borrowerId?: string
  name?: string
  locale?: 'en' | 'es' | 'ar'
  /** Where another process writes to the same database too: a number no other loan there has. */
  number?: number
}

type Installments = readonly (readonly [dueOn: string, amountMinor: bigint])[]

/**
 * A borrower with one financed phone. The ledger is opened with one posting, as the import does.
 * `installments` are [due date, amount in minor units].
 */
export async function givenLoan(
  lender: { id: string },
  installments: Installments,
  values: LoanValues = {},
): Promise<GivenLoan> {
  const number = values.number ?? ++serial
  const { currency = 'LKR' } = values
  const [lenderId, loanNumber] = [lender.id, `L-${String(number).padStart(6, '0')}`]
  return transaction(async (tx) => {
    const borrowerId = values.borrowerId ?? (await insertBorrower(tx, { lenderId, number }, values))
    const { id: loanId } = await tx
      .insertInto('loans')
      .values({ lenderId, borrowerId, loanNumber, currency })
      .returning('id')
      .executeTakeFirstOrThrow()
    const loan = { lenderId, borrowerId, loanId, loanNumber, currency }
    await insertSchedule(tx, loan, installments)
    await openBooks(tx, loan, installments)
    return { ...loan, ...(await insertDevice(tx, loan, { ...values, number })) }
  })
}

type Loan = Pick<GivenLoan, 'lenderId' | 'borrowerId' | 'loanId' | 'currency'>

async function insertBorrower(
  tx: Tx,
  { lenderId, number }: { lenderId: string; number: number },
  { name, locale, email, phone, nominatedPhone }: LoanValues,
): Promise<string> {
  const { id } = await tx
    .insertInto('borrowers')
    .values({
      lenderId,
      customerNumber: `C${number}`,
      name: name ?? 'Nimali Perera',
      locale: locale ?? 'en',
      email: email === undefined ? `nimali${number}@mail.example` : email,
      phone: phone ?? null,
      nominatedPhone: nominatedPhone ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function insertSchedule(
  tx: Tx,
  { lenderId, loanId }: Loan,
  installments: Installments,
): Promise<void> {
  const { id: scheduleId } = await tx
    .insertInto('schedules')
    .values({ lenderId, loanId, version: 1, source: 'import' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const rows = installments.map(([dueOn, amountMinor], index) => ({
    lenderId,
    scheduleId,
    number: index + 1,
    amountMinor,
    dueOn: Temporal.PlainDate.from(dueOn),
  }))
  await tx.insertInto('installments').values(rows).execute()
}

async function openBooks(
  tx: Tx,
  { lenderId, loanId, currency }: Loan,
  installments: Installments,
): Promise<void> {
  const totalMinor = installments.reduce((sum, [, amountMinor]) => sum + amountMinor, 0n)
  const { id: postingId } = await tx
    .insertInto('postings')
    .values({ lenderId, cause: 'loan_opened', causeId: loanId })
    .returning('id')
    .executeTakeFirstOrThrow()
  const entry = { lenderId, postingId, loanId, currency }
  await tx
    .insertInto('ledgerEntries')
    .values([
      { ...entry, account: 'loan_receivable', amountMinor: totalMinor },
      { ...entry, account: 'lender_book', amountMinor: -totalMinor },
    ])
    .execute()
}

async function insertDevice(
  tx: Tx,
  { lenderId, borrowerId, loanId }: Loan,
  { number, provider = 'http', lockState = 'locked' }: LoanValues & { number: number },
) {
  const first14 = `35${String(number).padStart(12, '0')}`
  const imei = first14 + checkDigit(first14)
  const providerDeviceId = `dev-${number}`
  const { id: deviceId } = await tx
    .insertInto('devices')
    .values({
      lenderId,
      borrowerId,
      loanId,
      brand: 'Xiaomi',
      model: '13T',
      imei,
      provider,
      providerDeviceId,
      lockState,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { deviceId, imei, providerDeviceId }
}
