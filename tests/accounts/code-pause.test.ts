import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { askForCode } from '#app/(public)/sign-in/ask-for-code.ts'
import { isJustAsked, type Method, openChallenge } from '#lib/accounts/challenge.ts'
import { limitRepeats } from '#lib/accounts/limits.ts'
import { codePauseSeconds, startChallenge } from '#lib/accounts/start-challenge.ts'
import { database } from '#lib/db/client.ts'
import { takeTurn } from '#lib/db/rate-limits.ts'
import { transaction } from '#lib/db/transaction.ts'
import { openBrowser, withAccount } from '#lib/http/browser.ts'
import { codeSent, visitor } from '#tests/limits/visitor.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { passHours } from '#tests/support/pass-hours.ts'

await freshDatabase()

const now = () => Temporal.Now.instant()
const lender = await givenLender()

async function givenBorrower() {
  const { loanNumber, borrowerId, imei } = await givenLoan(lender, [['2026-11-01', 100_00n]], {
    email: `${crypto.randomUUID()}@mail.example`,
    nominatedPhone: '+94771110000',
  })
  return { loanNumber, borrowerId, imei }
}

/** Somebody in a browser of his own at the address, who asks for a code. */
async function asking(name: string, address: string, browser = openBrowser(undefined)) {
  const place = { address, browser }
  const { begin, type } = visitor(lender.id, place)
  const challenge = await begin(name)
  if (!challenge) throw new Error('refused')
  const press = (method: Method = 'best') => askForCode(challenge, { method, place, now: now() })
  const comeIn = async (code = '') => (await type(challenge, code)).ok
  return { id: challenge.id, press, comeIn }
}

/** The jobs that will send a code of these sign-ins, and in how many seconds from now. */
async function queued(ids: string[]): Promise<{ challengeId: string; inSeconds: number }[]> {
  const { rows } = await sql<{ challengeId: string; inSeconds: number }>`
    select payload->>'challengeId' as challenge_id,
           greatest(0, round(extract(epoch from run_at - now())))::int as in_seconds
      from graphile_worker._private_jobs as jobs where payload->>'challengeId' = any(${ids}::text[])
     order by run_at`.execute(database())
  return rows
}

test('pressed four times at once, one code is sent, and it is right', async () => {
  const { loanNumber } = await givenBorrower()
  const { id, press, comeIn } = await asking(loanNumber, '198.51.100.1')
  const answers = await Promise.all([press(), press(), press(), press()])
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  const told = answers.flatMap((answer) => (answer.ok ? [] : [answer]))
  for (const answer of told) {
    expect(answer).toMatchObject({ refusal: 'just_sent' })
    if ('retryAt' in answer) {
      const wait = answer.retryAt.since(now()).total('seconds')
      expect(wait).toBeGreaterThan(0)
      expect(wait).toBeLessThanOrEqual(codePauseSeconds)
    }
  }
  expect(await queued([id])).toHaveLength(1)
  expect(await comeIn(await codeSent(id))).toBe(true)
})

test('whoever is answered before the code of the same moment is made has a sign-in with a code on its way', async () => {
  const { loanNumber } = await givenBorrower()
  const first = await asking(loanNumber, '198.51.100.9')
  const other = await asking(loanNumber, '198.51.100.9')
  const methodOf = async (id: string) =>
    (await openChallenge(database(), { id, lenderId: lender.id, now: now() }))?.method
  // The other form of a double click: counted, and not heard out yet.
  await limitRepeats({ challengeId: first.id, method: 'best' })
  expect(await methodOf(first.id)).toBeNull()
  expect(await first.press()).toMatchObject({ refusal: 'just_sent' })
  expect(await methodOf(first.id)).toBe('best')
  expect(await methodOf(other.id)).toBeNull()
})

test('after the pause a new code is sent, and the one before it is void', async () => {
  const { loanNumber } = await givenBorrower()
  const { id, press, comeIn } = await asking(loanNumber, '198.51.100.2')
  expect(await press()).toEqual({ ok: true })
  const first = await codeSent(id)
  await passHours(1)
  await database()
    .updateTable('challenges')
    .set({ expiresAt: now().add({ minutes: 8 }) })
    .where('id', '=', id)
    .execute()
  expect(await press()).toEqual({ ok: true })
  const second = await codeSent(id)
  expect(second).not.toBe(first)
  expect(await comeIn(first)).toBe(false)
  expect(await comeIn(second)).toBe(true)
})

test('the way that was the best one, asked for by its name, leaves the code as it is', async () => {
  const { loanNumber } = await givenBorrower()
  const { id, press, comeIn } = await asking(loanNumber, '198.51.100.3')
  await press('best')
  const first = await codeSent(id)
  expect(await press('email')).toEqual({ ok: true })
  expect(await queued([id])).toHaveLength(1)
  expect(await comeIn(first)).toBe(true)
})

test('another way is sent at once', async () => {
  const { loanNumber } = await givenBorrower()
  const { id, press, comeIn } = await asking(loanNumber, '198.51.100.4')
  await press('email')
  expect(await press('sms')).toEqual({ ok: true })
  expect(await queued([id])).toMatchObject([{ inSeconds: 0 }, { inSeconds: 0 }])
  expect(await press('email')).toMatchObject({ ok: false, refusal: 'just_sent' })
  expect(await comeIn(await codeSent(id))).toBe(true)
})

test('of many sign-ins of one account from one address two codes are sent, half a minute apart', async () => {
  const { loanNumber, imei } = await givenBorrower()
  const ids: string[] = []
  let last: Awaited<ReturnType<typeof asking>> | undefined
  for (let time = 0; time < 5; time += 1) {
    // By another name of the same account each other time: nothing told may differ.
    last = await asking(time % 2 ? loanNumber : imei, '203.0.113.5')
    expect(await last.press()).toEqual({ ok: true })
    ids.push(last.id)
  }
  const sent = await queued(ids)
  expect(sent.map(({ challengeId }) => challengeId)).toEqual([ids[0], ids[4]])
  expect(sent[0]?.inSeconds).toBe(0)
  expect(sent[1]?.inSeconds).toBeGreaterThan(codePauseSeconds / 2)
  // The one that waits is the one whose page is open.
  expect(await last?.comeIn(await codeSent(ids[4] ?? ''))).toBe(true)
})

test('a stranger who asks again and again takes nobody’s turn elsewhere, nor that of a browser that is known', async () => {
  const { loanNumber, borrowerId } = await givenBorrower()
  for (let time = 0; time < 10; time += 1) await (await asking(loanNumber, '203.0.113.6')).press()
  const own = withAccount(openBrowser(undefined), borrowerId, now())
  const elsewhere = await asking(loanNumber, '198.51.100.6')
  const known = await asking(loanNumber, '203.0.113.6', own)
  for (const owner of [elsewhere, known]) {
    await owner.press()
    expect(await queued([owner.id])).toMatchObject([{ inSeconds: 0 }])
  }
})

test('a code that was used ends the pause', async () => {
  const { loanNumber } = await givenBorrower()
  const first = await asking(loanNumber, '198.51.100.7')
  await first.press()
  expect(await first.comeIn(await codeSent(first.id))).toBe(true)
  const second = await asking(loanNumber, '198.51.100.7')
  await second.press()
  expect(await queued([second.id])).toMatchObject([{ inSeconds: 0 }])
})

test('what a name that nobody has is told is the same', async () => {
  const { loanNumber } = await givenBorrower()
  const told = []
  for (const [name, address] of [
    [loanNumber, '198.51.100.8'],
    ['L-NOBODY', '198.51.100.9'],
  ] as const) {
    const { id, press } = await asking(name, address)
    const answers = []
    for (const method of ['best', 'best', 'email', 'email', 'sms', 'best'] as const) {
      const { retryAt, ...answer } = { retryAt: undefined, ...(await press(method)) }
      answers.push(answer)
    }
    told.push({ answers, jobs: (await queued([id])).length })
  }
  expect(told[1]).toEqual(told[0])
})

test('a form sent twice begins one sign-in; with other words, or later, another', async () => {
  const { loanNumber } = await givenBorrower()
  const id = crypto.randomUUID()
  const begin = async (hash: string, at = now(), lenderId = lender.id) => {
    const identifier = { loanNumber, email: null, phones: [], imei: null, hash: Buffer.from(hash) }
    return transaction((tx) => startChallenge(tx, { lenderId, identifier, now: at, id }))
  }
  expect(await Promise.all([begin('one'), begin('one')])).toEqual([id, id])
  const elsewhere = await givenLender()
  const withOtherWords = await begin('two')
  const later = await begin('one', now().add({ seconds: codePauseSeconds + 1 }))
  const atAnotherLender = await begin('one', now(), elsewhere.id)
  expect(new Set([id, withOtherWords, later, atAnotherLender]).size).toBe(4)
})

test('a sign-in is told for as long as the pause that its code was just asked for', async () => {
  const { loanNumber } = await givenBorrower()
  const { id, press } = await asking(loanNumber, '198.51.100.10')
  const read = async () => {
    const open = await openChallenge(database(), { id, lenderId: lender.id, now: now() })
    if (!open) throw new Error('not open')
    return open
  }
  expect(isJustAsked(await read(), now())).toBe(false)
  await press()
  expect(isJustAsked(await read(), now())).toBe(true)
  expect(isJustAsked(await read(), now().add({ seconds: codePauseSeconds }))).toBe(false)
})

test('turns are never closer than their rule, and of those that wait the last one goes', async () => {
  const rule = { name: 'turn', seconds: 30 }
  const start = Temporal.Instant.from('2026-11-21T12:00:00Z')
  const turn = (seconds: number) =>
    transaction(async (tx) => {
      const at = await takeTurn(tx, rule, { key: 'k', now: start.add({ seconds }) })
      return at.since(start).total('seconds')
    })
  const turns = []
  for (const seconds of [0, 1, 29, 31, 59, 61, 200]) turns.push(await turn(seconds))
  expect(turns).toEqual([0, 30, 30, 60, 60, 90, 200])
})
