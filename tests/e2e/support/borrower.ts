import { randomInt } from 'node:crypto'
import type { BrowserContext } from '@playwright/test'
import { encryptSession } from '#lib/accounts/session-cookie.ts'
import { startSession } from '#lib/accounts/sessions.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { LenderSlug } from '#lib/demo/book/lenders.ts'
import { makePayLink } from '#lib/payments/links/pay-link.ts'
import { givenLoan } from '#tests/support/lender.ts'
import { demo, portalOf } from './demo.ts'
import { enrol } from './phone.ts'

export type Borrower = Awaited<ReturnType<typeof givenBorrower>>

export type Wish = {
  lender?: LenderSlug
  locale?: 'en' | 'es' | 'ar'
  /** When each installment is due, in days from today: less than 0 is overdue. */
  dueInDays?: readonly number[]
  amountMinor?: bigint
  nominatedPhone?: string
  provider?: 'http' | 'manual'
  isOnline?: boolean
  lockState?: 'locked' | 'unlocked'
}

/** A borrower of the demo's, nobody else's: a loan, a phone at the lock service, a pay link on its screen. */
export async function givenBorrower(wish: Wish = {}) {
  demo()
  const { lender: slug = 'serendib', provider = 'http', isOnline = true } = wish
  const lender = await lenderOf(slug)
  const number = randomInt(10 ** 9, 10 ** 10)
  const email = `nimali${number}@mail.example`
  const loan = await givenLoan(lender, scheduleOf(wish, lender.timeZone), {
    number,
    email,
    provider,
    currency: lender.currency,
    locale: wish.locale ?? lender.locale,
    lockState: wish.lockState ?? 'locked',
    ...(wish.nominatedPhone ? { nominatedPhone: wish.nominatedPhone } : {}),
  })
  const code = await transaction((tx) =>
    makePayLink(tx, { lenderId: lender.id, deviceId: loan.deviceId, actor: 'keyturn' }),
  )
  const portal = portalOf(slug)
  const borrower = {
    ...loan,
    slug,
    portal,
    email,
    name: 'Nimali Perera',
    payLink: `${portal}/p/${code}`,
  }
  const [locked, byHand] = [wish.lockState !== 'unlocked', provider === 'manual']
  await enrol(borrower, { ...lender, isOnline, locked, byHand })
  if (isOnline && !byHand) await noteHeardFrom(loan.deviceId)
  return borrower
}

/** Signs somebody in without the pages for it. */
export async function signIn(context: BrowserContext, borrower: Borrower): Promise<void> {
  await context.addCookies([
    {
      name: 'next-auth.session-token',
      value: await sessionCookieOf(borrower),
      url: borrower.portal,
      httpOnly: true,
      sameSite: 'Lax',
    },
  ])
}

export async function sessionCookieOf({
  lenderId,
  borrowerId,
}: Pick<Borrower, 'lenderId' | 'borrowerId'>): Promise<string> {
  const session = { lenderId, borrowerId, ownDevice: false, now: Temporal.Now.instant() }
  const secret = await transaction((tx) => startSession(tx, session))
  return encryptSession(secret)
}

function lenderOf(slug: string) {
  return database()
    .selectFrom('lenders')
    .select(['id', 'name', 'currency', 'timeZone', 'locale', 'helpPhone', 'accentColor'])
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
}

function scheduleOf(wish: Wish, timeZone: string): [string, bigint][] {
  const { dueInDays = [-40, -10, 20, 50], amountMinor = 450_000n } = wish
  const today = Temporal.Now.plainDateISO(timeZone)
  return dueInDays.map((days) => [today.add({ days }).toString(), amountMinor])
}

export async function noteHeardFrom(deviceId: string): Promise<void> {
  const now = Temporal.Now.instant()
  await database()
    .updateTable('devices')
    .set({ lastSeenAt: now, readAt: now })
    .where('id', '=', deviceId)
    .execute()
}
