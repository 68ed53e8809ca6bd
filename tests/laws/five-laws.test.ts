import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { methods } from '#lib/accounts/challenge.ts'
import { database } from '#lib/db/client.ts'
import { liveStates } from '#lib/domain/unlock.ts'
import { manualPort } from '#lib/gateways/mdm/manual.ts'
import type { DeviceLockPort } from '#lib/gateways/mdm/port.ts'
import { portFor, providers } from '#lib/gateways/mdm/registry.ts'
import { reconcile } from '#lib/jobs/reconcile.ts'
import { booksOf, loanRow, open, paid, paymentRow, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { expectBooksToHold } from '#tests/support/invariants.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { disputeNews, intentNews, tell } from '#tests/support/stripe-events.ts'
import {
  drain,
  newestUnlock,
  noticesOf,
  passTime,
  startWorld,
  untilUnlock,
} from '#tests/support/world.ts'
import { failureStates } from './failure-states.ts'
import { matchesIn, sourcesMatching } from './sources.ts'

await freshDatabase()
const { mdm, connect, givenPhone } = await startWorld()
const lender = await givenLender()
await connect(lender, 400)
beforeEach(() => mdm.sandbox.turn('mdm.api', 'normal'))
afterEach(() => expectBooksToHold(database()))

describe('1. Money is final', () => {
  test.for(['down', 'refusing', 'lying', 'bad_body', 'rate_limited', 'hangs'] as const)(
    'whatever the lock side does (%s), what was captured stands in the books exactly once',
    async (mode) => {
      await mdm.sandbox.turn('mdm.api', mode)
      const loan = await givenPhone(lender, twoLate())
      const asked = await paid(loan)
      const booked = { books: await booksOf(asked.paymentId), loan: await loanRow(loan) }
      expect(booked.books).toEqual({ stripe_clearing: 1_845_000n, loan_receivable: -1_845_000n })
      await drain()
      for (let round = 0; round < 3; round += 1) await passTime()
      await reconcile(Temporal.Now.instant().add({ hours: 2 }))
      await tell(intentNews('succeeded', asked))
      expect({ books: await booksOf(asked.paymentId), loan: await loanRow(loan) }).toEqual(booked)
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

describe('2. Unlocked is what the device says', () => {
  test('“accepted” is told as accepted until the phone itself says it is open', async () => {
    const loan = await givenPhone(lender, twoLate(), { online: false })
    await paid(loan)
    await drain()
    for (let look = 0; look < 3; look += 1) await passTime()
    expect(await newestUnlock(loan)).toMatchObject({ state: 'accepted', confirmedAt: null })
    await mdm.sandbox.hands.setOnline(loan.phone(), true)
    await untilUnlock(loan, 'confirmed')
    const unlock = await newestUnlock(loan)
    const [evidence] = await database()
      .selectFrom('deviceEvidence')
      .selectAll()
      .where('deviceId', '=', loan.deviceId)
      .where('actual', '=', 'unlocked')
      .execute()
    expect(evidence?.observedAt.epochMilliseconds).toBeGreaterThanOrEqual(
      unlock.dispatchedAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    )
  })

  test.for(liveStates)('an unlock that is %s never blocks a stronger one', async (state) => {
    const loan = await givenPhone(lender, twoLate(), { online: false })
    await paid(loan)
    const { id } = await newestUnlock(loan)
    const now = Temporal.Now.instant()
    await database()
      .updateTable('unlocks')
      .set({ state, dispatchedAt: now, acceptedAt: now })
      .where('id', '=', id)
      .execute()
    await tell(intentNews('succeeded', await open(loan, { choice: 'settle' })))
    expect(await newestUnlock(loan)).toMatchObject({ state: 'requested', intent: 'release' })
  })

  test('every wait has a deadline, and a visible way out when it passes', async () => {
    const loan = await givenPhone(lender, twoLate(), { online: false })
    const { paymentId } = await paid(loan)
    const { id, deadlineAt } = await newestUnlock(loan)
    await reconcile(deadlineAt)
    expect((await newestUnlock(loan)).lateAt).not.toBeNull()
    expect(await noticesOf(id)).toContain('unlock_late')
    const waiting = await open(loan, { choice: 'settle' })
    expect((await paymentRow(waiting.paymentId)).nextCheckAt).not.toBeNull()
    expect(await paymentRow(paymentId)).toMatchObject({ unlockId: id })
  })
})

describe('3. The locked phone is never needed', () => {
  test('every way to prove who one is works without an SMS to the locked phone', () => {
    expect([...methods].sort()).toEqual(['email', 'lock_screen', 'recovery_code', 'sms'])
  })

  test('nothing that sends reads the number of the financed phone', async () => {
    const readers = await sourcesMatching(
      ['lib/accounts', 'lib/notices', 'lib/jobs'],
      [/borrowers\.phone\b/, /borrower\.phone\b/],
    )
    expect(readers.filter((file) => !/start-challenge|identifier/.test(file))).toEqual([])
  })

  test('a borrower with nothing but the locked phone’s number is sent no text', async () => {
    const loan = await givenLoan(lender, twoLate(), { phone: '+94770000001' })
    await database()
      .updateTable('borrowers')
      .set({ email: null })
      .where('id', '=', loan.borrowerId)
      .execute()
    const { paymentId } = await paid(loan)
    expect(await noticesOf(paymentId)).toEqual([])
  })

  test('without e-mail, notices go to the nominated number', async () => {
    const loan = await givenLoan(lender, twoLate(), { nominatedPhone: '+94770000002' })
    await database()
      .updateTable('borrowers')
      .set({ email: null })
      .where('id', '=', loan.borrowerId)
      .execute()
    const { paymentId } = await paid(loan)
    const [notice] = await database()
      .selectFrom('notices')
      .select(['channel', 'recipient'])
      .where('causeId', '=', paymentId)
      .execute()
    expect(notice).toEqual({ channel: 'sms', recipient: '+94770000002' })
  })
})

describe('4. Nothing is wiped and nobody is shamed', () => {
  const harmful = /wipe|erase|reset|factory|lock(?!Screen)(?!Port)|lost|disable|suspend/i
  const verbs: (keyof DeviceLockPort)[] = [
    'capabilities',
    'issueOfflineCode',
    'readCallback',
    'readDevice',
    'requestUnlock',
    'showMessage',
  ]

  test.for(providers)('the port to “%s” has no verb that locks or erases', (provider) => {
    const port = portFor({ lenderId: '', provider, baseUrl: null, secret: null, settings: {} })
    expect(Object.keys(port).sort()).toEqual(verbs)
    expect(verbs.filter((verb) => harmful.test(verb.replace(/unlock/i, '')))).toEqual([])
    expect([...manualPort({} as never).capabilities.intents]).toEqual([
      'until',
      'indefinite',
      'release',
    ])
  })

  test('the published contract offers no endpoint and no intent that locks or erases', async () => {
    const { paths, components } = JSON.parse(
      await readFile('docs/mdm-http.openapi.json', 'utf8'),
    ) as { paths: Record<string, object>; components: { schemas: object } }
    const offered = Object.entries(paths).flatMap(([path, verbsThere]) =>
      Object.keys(verbsThere).map((verb) => `${verb} ${path}`),
    )
    expect(offered.sort()).toEqual([
      'get /v1/devices/{id}',
      'post /v1/devices/{id}/messages',
      'post /v1/devices/{id}/offline-codes',
      'post /v1/devices/{id}/unlocks',
    ])
    expect(JSON.stringify(components.schemas)).not.toMatch(/wipe|erase|factory/i)
  })

  test('no line of ours that talks to a lock service asks for more', async () => {
    const sent = await matchesIn(['lib/gateways/mdm', 'lib/jobs', 'lib/unlocks'], /'\/[a-z-]+'/g)
    const known = ["'/unlocks'", "'/messages'", "'/offline-codes'"]
    expect(sent.filter((path) => !known.includes(path))).toEqual([])
    expect(sent).toEqual(expect.arrayContaining(known))
  })

  test('the database knows no intent but to open', async () => {
    const loan = await givenLoan(lender, twoLate())
    await paid(loan)
    await expect(
      sql`update unlocks set intent = 'lock', relock_at = null`.execute(database()),
    ).rejects.toThrow('unlocks_intent_check')
  })

  test('a dispute or a refund asks nothing of the phone', async () => {
    const loan = await givenPhone(lender, twoLate())
    const asked = await paid(loan)
    await drain()
    await untilUnlock(loan, 'confirmed')
    for (const change of ['created', 'funds_withdrawn', 'closed'] as const)
      await tell(disputeNews(change, asked))
    await passTime()
    expect(loan.phone()).toMatchObject({ locked: false })
    expect(loan.phone().heardCommands).toHaveLength(1)
  })
})

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
