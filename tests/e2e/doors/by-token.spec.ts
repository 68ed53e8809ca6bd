import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { makeSignInLink } from '#lib/accounts/sign-in-link.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { linkForBuyer } from '#lib/workflows/strangers/link-for-buyer.ts'
import { type Act, allActs, answerTo } from '#tests/e2e/support/acts.ts'
import { type Borrower, givenBorrower } from '#tests/e2e/support/borrower.ts'
import { givenDemoStaff } from '#tests/e2e/support/staff.ts'
import { capture, open, paymentRow } from '#tests/payments/given-payment.ts'

type Fields = Record<string, string>
type Doing = {
  fields: Fields
  /** What the browser keeps of the step before. */
  cookie?: string
  leads: RegExp
  /** Where whoever has another lender's token is led, or one that nobody gave out. */
  refused: RegExp
  /** What there is once it is done, and was not before. */
  made: () => Promise<number>
}

const acts = allActs(/^app\/\(public\)\//)
const nameOf = ({ name }: Act) => name.replace(/app\/\(public\)\/|\/(actions|open-link)\.ts$/g, '')
const unknown = 'K7QF3M2P9XWBT5YN'

/** Every act that somebody who is not signed in can do, by what they have in hand. */
const doings: Record<string, (owner: Borrower) => Promise<Doing>> = {
  'openLink of scan': async (owner) => ({
    fields: { code: tokenOf(owner) },
    leads: new RegExp(`^/p/${tokenOf(owner)}$`),
    refused: /^\/scan\?code=/,
    made: nothing,
  }),
  'payByLink of p/[token]': async (owner) => ({
    fields: { token: tokenOf(owner), shownMinor: '900000', confirmAnother: '' },
    leads: /^http:\/\/.+\/checkout\//,
    refused: /^\/not-here$/,
    made: () => countOf('payments', owner),
  }),
  'makeCertificate of p/[token]': async (owner) => ({
    fields: { token: await paidBySettlementLink(owner) },
    leads: /^\/check\//,
    refused: /^\/not-here$/,
    made: () => countOf('statements', owner),
  }),
  'signInByLink of sign-in/link/[token]': async (owner) => ({
    fields: { token: await signInLink(owner) },
    leads: /^\/phones$/,
    refused: /^\/sign-in\/link\//,
    made: () => countOf('sessions', owner),
  }),
  'start of sign-in': async ({ loanNumber }) => ({
    fields: { identifier: loanNumber, next: '/phones' },
    leads: /^\/sign-in\/code$/,
    refused: /^\/sign-in\/code$/,
    made: nothing,
  }),
  'chooseWay of sign-in': async (owner) => ({
    fields: { way: 'email' },
    cookie: await begun(owner),
    leads: /^\/sign-in\/code/,
    refused: /^\/sign-in(\?again=1)?$/,
    made: nothing,
  }),
  'sendAgain of sign-in': async (owner) => ({
    fields: {},
    cookie: await begun(owner),
    leads: /^\/sign-in\/code/,
    refused: /^\/sign-in(\?again=1)?$/,
    made: nothing,
  }),
  'enterCode of sign-in': async (owner) => ({
    fields: { code: '' },
    cookie: await begun(owner),
    leads: /^\/sign-in\/code\?fault=missing/,
    refused: /^\/sign-in(\?again=1)?$/,
    made: nothing,
  }),
  'sendReport of bought': async ({ lenderId, loanNumber }) => ({
    fields: {
      wish: 'know',
      listing: `market.example/${loanNumber}`,
      imei: '',
      note: '',
      email: '',
    },
    leads: /^\/bought\//,
    refused: /^\/bought\//,
    made: () => casesOf(lenderId, 'buyer_report'),
  }),
  'stopLetters of stop': async (owner) => ({
    fields: { email: owner.email, reference: await referenceOfPayment(owner) },
    leads: /^\/stop\?done=1$/,
    refused: /^\/stop\?done=1$/,
    made: async () => {
      const stops = database().selectFrom('contactStops').select('email')
      const own = stops.where('lenderId', '=', owner.lenderId).where('email', '=', owner.email)
      return (await own.execute()).length
    },
  }),
  'tellOfMessage of real': async ({ lenderId }) => ({
    fields: { channel: 'sms', from: '+94 77 000 0000', note: 'Pay at pay.evil.example now' },
    leads: /^\/real\?told=/,
    refused: /^\/real/,
    made: () => casesOf(lenderId, 'suspect_message'),
  }),
}

// For anybody: of these nobody has anything in hand that could be another's.
const forAnybody = ['start of sign-in', 'sendReport of bought', 'tellOfMessage of real']
// They lead on, and keep nothing of the owner's but what their own tests look at.
const nothing = async () => 0

test('every act of somebody who is not signed in is done by what they have in hand, and by nothing else', async () => {
  test.setTimeout(180_000)
  expect(acts.map(nameOf).sort()).toEqual(Object.keys(doings).sort())
  for (const act of acts) {
    const owner = await givenBorrower()
    const name = nameOf(act)
    const { fields, cookie = '', leads, refused, made } = await doingOf(name, owner)
    const send = async (slug: string, over: Fields = {}, kept = cookie) => {
      const sending = { ids: {}, fields: { ...fields, ...over }, cookie: kept }
      return (await answerTo(slug, act, sending)).leads
    }
    const before = await made()
    if (!forAnybody.includes(name)) {
      expect.soft(await send('norte'), `${name}, at another lender`).toMatch(refused)
      const named = ['token', 'code', 'reference'].filter((field) => field in fields)
      const inHand = Object.fromEntries(named.map((field) => [field, unknown]))
      expect.soft(await send('serendib', inHand, ''), `${name}, unknown`).toMatch(refused)
      expect.soft(await made(), `${name}, by another`).toBe(before)
    }
    expect.soft(await send('serendib'), name).toMatch(leads)
    if (made !== nothing) expect.soft(await made(), name).toBeGreaterThan(before)
  }
})

async function doingOf(name: string, owner: Borrower): Promise<Doing> {
  const doing = await doings[name]?.(owner)
  if (!doing) throw new Error(`${name} is not known here`)
  return doing
}

async function casesOf(lenderId: string, kind: string): Promise<number> {
  const cases = database().selectFrom('cases').select('id').where('lenderId', '=', lenderId)
  return (await cases.where('kind', '=', kind).execute()).length
}

async function referenceOfPayment(owner: Borrower): Promise<string> {
  const { paymentId } = await open(owner, { receiptEmail: owner.email })
  return (await paymentRow(paymentId)).reference
}

const tokenOf = ({ payLink }: Borrower) => payLink.split('/').at(-1) ?? ''

async function countOf(
  table: 'payments' | 'statements' | 'sessions',
  { loanId, deviceId, borrowerId }: Borrower,
): Promise<number> {
  const of = {
    payments: () => database().selectFrom('payments').select('id').where('loanId', '=', loanId),
    statements: () =>
      database().selectFrom('statements').select('id').where('deviceId', '=', deviceId),
    sessions: () =>
      database().selectFrom('sessions').select('id').where('borrowerId', '=', borrowerId),
  }
  return (await of[table]().execute()).length
}

async function signInLink({ lenderId, borrowerId }: Borrower): Promise<string> {
  const { id: staffId } = await givenDemoStaff()
  const wish = { lenderId, borrowerId, staffId, identityNote: 'Seen with her identity card.' }
  const { token } = await transaction((tx) =>
    makeSignInLink(tx, { ...wish, now: Temporal.Now.instant() }),
  )
  return token
}

/** The token of a link by which a buyer has paid the loan off. */
async function paidBySettlementLink(owner: Borrower): Promise<string> {
  const { lenderId, loanId } = owner
  const { id: staffId } = await givenDemoStaff()
  const wish = { lenderId, loanId, staffId, caseReference: undefined, reason: 'She sells it.' }
  const link = await transaction((tx) =>
    linkForBuyer(tx, {
      ...wish,
      payLinkId: randomUUID(),
      seenOutstandingMinor: 1_800_000n,
      now: Temporal.Now.instant(),
    }),
  )
  if (!('payLinkId' in link)) throw new Error(link.refusal)
  await capture(await open(owner, { payLinkId: link.payLinkId, choice: 'settle' }))
  await database()
    .updateTable('devices')
    .set({ lockState: 'released', lockStateAt: Temporal.Now.instant() })
    .where('id', '=', owner.deviceId)
    .execute()
  return link.code
}

/** What the browser keeps of somebody who has said who they are. */
async function begun(owner: Borrower): Promise<string> {
  const act = acts.find((one) => nameOf(one) === 'start of sign-in')
  if (!act) throw new Error('nobody can begin')
  const { fields } = await doingOf('start of sign-in', owner)
  return (await answerTo('serendib', act, { ids: {}, fields, cookie: '' })).cookies
}
