import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { GET as conflictsDoor } from '#app/api/v1/conflicts/route.ts'
import { GET as holdsDoor } from '#app/api/v1/holds/[imei]/route.ts'
import { GET as openApiDoor } from '#app/api/v1/openapi.json/route.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { endOfDay } from '#lib/domain/hold.ts'
import { checkDigit } from '#lib/domain/imei.ts'
import { letGo } from '#lib/jobs/hold-phone.ts'
import { beginOutage } from '#lib/jobs/outage.ts'
import { apiKeysOf, makeApiKey, revokeApiKey } from '#lib/lock-side/api-keys.ts'
import { conflictsAnswer, errorAnswer, phoneAnswer } from '#lib/lock-side/wire.ts'
import { requestUnlock } from '#lib/unlocks/request-unlock.ts'
import { hold, inDays, journalOf } from '#tests/holds/given-hold.ts'
import { dayFromNow, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { says } from '#tests/unlocks/given-unlock.ts'

await freshDatabase()
const lender = await givenLender()
const key = await givenKey(lender.id)
const now = () => Temporal.Now.instant()

async function givenKey(lenderId: string): Promise<string> {
  const made = await transaction((tx) =>
    makeApiKey(tx, { lenderId, name: 'Lock side', by: 'operator' }),
  )
  return made.key
}

type Asked = { with?: string | undefined; host?: string }

function request(
  path: string,
  { with: bearer = key, host = 'localhost:3000' }: Asked = {},
): Request {
  return new Request(`http://${host}${path}`, {
    headers: { host, 'x-forwarded-for': '203.0.113.7', authorization: `Bearer ${bearer}` },
  })
}

function askHolds(imei: string, asked?: Asked): Promise<Response> {
  return holdsDoor(request(`/api/v1/holds/${imei}`, asked), { params: Promise.resolve({ imei }) })
}

async function holdsOf(loan: Pick<GivenLoan, 'imei'>, asked?: Asked) {
  return phoneAnswer.strict().parse(await (await askHolds(loan.imei, asked)).json())
}

async function refusedWith(response: Response): Promise<[number, string]> {
  return [response.status, errorAnswer.strict().parse(await response.json()).error.code]
}

describe('may this phone be locked?', () => {
  test('yes, when it is overdue and nothing holds it', async () => {
    const loan = await givenLoan(lender, twoLate(), { lockState: 'unlocked' })
    expect(await holdsOf(loan)).toMatchObject({
      phone: { imei: loan.imei, loanNumber: loan.loanNumber, deviceId: loan.providerDeviceId },
      held: false,
      until: null,
      holds: [],
      mayLock: true,
      why: [],
    })
  })

  test('no, while it is held; the last of its holds says until when', async () => {
    const loan = await givenLoan(lender, twoLate(), { lockState: 'unlocked' })
    const [short, long] = [inDays(2).round('second'), inDays(6).round('second')]
    const causeId = randomUUID()
    await hold(loan, { until: short })
    await hold(loan, { reason: 'return', causeId, until: long })
    const held = await holdsOf(loan)
    expect(held).toMatchObject({ held: true, until: `${long}`, mayLock: false, why: ['hold'] })
    expect(held.holds.map(({ reason }) => reason)).toEqual(['return', 'promise'])
    const ending = { reason: 'return', causeId, endReason: 'withdrawn', now: now() } as const
    await transaction((tx) => letGo(tx, { ...ending, endedBy: 'staff:test' }))
    expect(await holdsOf(loan)).toMatchObject({ until: `${short}`, mayLock: false })
  })

  test('no, when nothing is overdue, and not within the days of grace', async () => {
    const upToDate = await givenLoan(lender, [[dayFromNow(0), 500n]])
    const yesterday = await givenLoan(lender, [[dayFromNow(-1), 500n]])
    const longAgo = await givenLoan(lender, [[dayFromNow(-9), 500n]])
    expect(await holdsOf(upToDate)).toMatchObject({ mayLock: false, why: ['nothing_overdue'] })
    expect(await holdsOf(yesterday)).toMatchObject({ mayLock: false, why: ['grace'] })
    expect(await holdsOf(longAgo)).toMatchObject({ mayLock: true })
  })

  test('no, before the time a payment has bought; what a hold asked for does not outlive it', async () => {
    const opened = async (cause: 'payment' | 'hold') => {
      const loan = await givenLoan(lender, twoLate())
      await transaction((tx) =>
        requestUnlock(tx, {
          ...{ deviceId: loan.deviceId, cause, causeId: randomUUID(), actor: 'keyturn' },
          intent: { kind: 'until', relockAt: inDays(7) },
          ...{ deadlineAt: inDays(1), now: now() },
        }),
      )
      return holdsOf(loan)
    }
    expect(await opened('payment')).toMatchObject({ mayLock: false, why: ['open_until'] })
    expect(await opened('hold')).toMatchObject({ mayLock: true })
  })

  test('never again, once its lock is to go for good', async () => {
    const loan = await givenLoan(lender, twoLate(), { lockState: 'released' })
    expect(await holdsOf(loan)).toMatchObject({ mayLock: false, why: ['released'] })
  })

  test('either IMEI is the phone’s, written with dashes or spaces too', async () => {
    const loan = await givenLoan(lender, twoLate())
    const second = `99${loan.imei.slice(2, 14)}`
    const imei2 = second + checkDigit(second)
    await database().updateTable('devices').set({ imei2 }).where('id', '=', loan.deviceId).execute()
    for (const asked of [imei2, `${loan.imei.slice(0, 2)}-${loan.imei.slice(2)}`])
      expect((await holdsOf({ imei: asked })).phone.loanNumber).toBe(loan.loanNumber)
  })

  test.for(['35693803564380', '356938035643808', 'abc', '%27'])('%s is no IMEI', async (imei) =>
    expect(await refusedWith(await askHolds(imei))).toEqual([400, 'not_an_imei']),
  )

  test('what is another lender’s cannot be told from what is nobody’s', async () => {
    const theirs = await givenLoan(await givenLender(), twoLate())
    await hold(theirs)
    const nobodys = `35${'9'.repeat(12)}`
    const answers = [theirs.imei, nobodys + checkDigit(nobodys)].map((imei) => askHolds(imei))
    const [a, b] = await Promise.all(answers)
    expect(await a?.clone().text()).toBe(await b?.text())
    expect(await refusedWith(a as Response)).toEqual([404, 'not_found'])
  })

  test('what is true now is kept by nobody', async () => {
    const loan = await givenLoan(lender, twoLate())
    expect((await askHolds(loan.imei)).headers.get('cache-control')).toBe('no-store')
  })
})

describe('a key', () => {
  test('is needed, must be right, and opens only its lender’s host', async () => {
    const own = await givenLender()
    const other = await givenLender()
    const mine = await givenKey(own.id)
    const loan = await givenLoan(own, twoLate())
    for (const asked of [
      { with: '' },
      { with: 'keyturn_guess' },
      { with: `${mine}x` },
      { with: mine, host: other.host },
    ])
      expect(await refusedWith(await askHolds(loan.imei, asked))).toEqual([401, 'unauthorized'])
    expect((await askHolds(loan.imei, { with: mine, host: own.host })).status).toBe(200)
    expect((await askHolds(loan.imei)).status).toBe(404)
  })

  test('that was revoked opens nothing, and its use is journalled', async () => {
    const own = await givenLender()
    const bearer = await givenKey(own.id)
    const [row] = await apiKeysOf(database(), own.id)
    const keyId = row?.keyId ?? ''
    const revoke = (lenderId: string) =>
      transaction((tx) => revokeApiKey(tx, { lenderId, keyId, by: 'operator', now: now() }))
    expect(await revoke(lender.id)).toBe(false)
    expect(await revoke(own.id)).toBe(true)
    expect(await revoke(own.id)).toBe(false)
    const answer = await askHolds('356938035643809', { with: bearer })
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(await refusedWith(answer)).toEqual([401, 'unauthorized'])
    expect(await journalOf(keyId)).toEqual(['api_key.made', 'api_key.revoked', 'api_key.denied'])
  })

  test('is kept as a hash, and notes when it was last used', async () => {
    const own = await givenLender()
    const bearer = await givenKey(own.id)
    const row = () =>
      database()
        .selectFrom('apiKeys')
        .selectAll()
        .where('lenderId', '=', own.id)
        .executeTakeFirstOrThrow()
    const before = await row()
    expect(JSON.stringify(before) + before.keyHash.toString('latin1')).not.toContain(bearer)
    await askHolds('356938035643809', { with: bearer })
    const used = await row()
    expect(used.lastUsedAt).not.toBeNull()
    await askHolds('356938035643809', { with: bearer })
    expect((await row()).lastUsedAt).toEqual(used.lastUsedAt)
  })

  test('is slowed down, and told for how long', async () => {
    const own = await givenLender()
    const bearer = await givenKey(own.id)
    const { keyId = '' } = (await apiKeysOf(database(), own.id))[0] ?? {}
    await database()
      .insertInto('rateLimits')
      .values({ key: `api-calls:${keyId}`, points: 600, expire: BigInt(Date.now() + 30_000) })
      .execute()
    const answer = await askHolds('356938035643809', { with: bearer })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refusedWith(answer)).toEqual([429, 'too_many_requests'])
  })
})

describe('phones that are locked and should not be', () => {
  async function conflicts(bearer: string, path = '/api/v1/conflicts') {
    const answer = await conflictsDoor(request(path, { with: bearer }))
    return conflictsAnswer.strict().parse(await answer.json())
  }

  async function givenOwn() {
    const own = await givenLender()
    return { own, bearer: await givenKey(own.id) }
  }

  test('are those under a hold, and those that owe nothing today; nobody else’s', async () => {
    const { own, bearer } = await givenOwn()
    const held = await givenLoan(own, twoLate())
    await hold(held)
    const upToDate = await givenLoan(own, [[dayFromNow(3), 500n]])
    await givenLoan(own, twoLate())
    await hold(await givenLoan(own, twoLate(), { lockState: 'unlocked' }))
    await givenLoan(await givenLender(), [[dayFromNow(3), 500n]])
    const { conflicts: found, next } = await conflicts(bearer)
    expect(next).toBeNull()
    expect(found.map(({ phone, why }) => [phone.imei, why])).toEqual([
      [held.imei, ['hold']],
      [upToDate.imei, ['nothing_overdue']],
    ])
    expect(found[0]).toMatchObject({
      holds: [{ reason: 'promise' }],
      unlock: { state: 'requested' },
    })
    expect(found[1]).toMatchObject({ holds: [], unlock: null })
  })

  test('say since when: the first time after they last said something else', async () => {
    const { own, bearer } = await givenOwn()
    const loan = await givenLoan(own, [[dayFromNow(3), 500n]])
    for (const [minute, actual] of [
      [1, 'locked'],
      [2, 'unlocked'],
      [3, 'locked'],
      [4, 'locked'],
    ] as const)
      await says(loan, { minute, actual })
    const [conflict] = (await conflicts(bearer)).conflicts
    expect(conflict).toMatchObject({
      lockedSince: '2026-11-21T04:03:00Z',
      lastHeardAt: '2026-11-21T04:04:00Z',
    })
  })

  test('an outage lists every locked phone of its provider', async () => {
    const { own, bearer } = await givenOwn()
    await database()
      .insertInto('mdmConnections')
      .values({ lenderId: own.id, provider: 'http' })
      .execute()
    const loan = await givenLoan(own, twoLate())
    const outage = { lenderId: own.id, provider: 'http', reason: 'down', by: 'staff:test' }
    await transaction((tx) => beginOutage(tx, { ...outage, now: now() }))
    const { conflicts: found } = await conflicts(bearer)
    expect(found).toMatchObject([
      { phone: { imei: loan.imei }, holds: [{ reason: 'provider_outage' }], unlock: null },
    ])
  })

  test('come page by page, each once', async () => {
    const { own, bearer } = await givenOwn()
    const loans: GivenLoan[] = []
    for (let number = 0; number < 5; number += 1)
      loans.push(await givenLoan(own, [[dayFromNow(3), 500n]]))
    const seen: (string | null)[] = []
    let path: string | null = '/api/v1/conflicts?limit=2'
    for (let page = 0; path && page < 9; page += 1) {
      const answer = await conflicts(bearer, path)
      seen.push(...answer.conflicts.map(({ phone }) => phone.imei))
      path = answer.next
    }
    expect(seen).toEqual(loans.map(({ imei }) => imei))
  })

  test.for([
    ['cursor=nonsense', 'bad_cursor'],
    ['limit=0', 'bad_limit'],
    ['limit=501', 'bad_limit'],
    ['limit=ten', 'bad_limit'],
  ])('%s is refused', async ([query, code]) => {
    const answer = await conflictsDoor(request(`/api/v1/conflicts?${query}`))
    expect(await refusedWith(answer)).toEqual([400, code])
  })

  test('are told to nobody without a key', async () => {
    const answer = await conflictsDoor(request('/api/v1/conflicts', { with: 'keyturn_guess' }))
    expect(await refusedWith(answer)).toEqual([401, 'unauthorized'])
  })
})

describe('the description', () => {
  const described = z.object({
    openapi: z.literal('3.1.0'),
    paths: z.record(z.string(), z.record(z.string(), z.object({ responses: z.object() }))),
  })

  test('is open to all, names every door there is, and is not sent twice', async () => {
    const first = openApiDoor(new Request('http://serendib.localhost:3000/api/v1/openapi.json'))
    const document = described.loose().parse(await first.json())
    expect(Object.keys(document.paths)).toEqual(['/api/v1/holds/{imei}', '/api/v1/conflicts'])
    const etag = first.headers.get('etag') ?? ''
    const again = openApiDoor(
      new Request('http://serendib.localhost:3000/api/v1/openapi.json', {
        headers: { 'if-none-match': etag },
      }),
    )
    expect([again.status, await again.text()]).toEqual([304, ''])
  })
})

test('a day that is promised is held to its end', () => {
  const until = endOfDay(Temporal.PlainDate.from('2026-11-27'), 'Asia/Colombo')
  expect(until.toString()).toBe('2026-11-27T18:30:00Z')
})
