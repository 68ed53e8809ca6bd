import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { apiKeysOf, revokeApiKey } from '#lib/integrations/api-keys.ts'
import { auditLogOf } from '#tests/holds/given-hold.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenKey, givenLockSide, now, refusedWith } from './given-lock-side.ts'

const { lender, askHolds } = await givenLockSide()

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

  test('that was revoked opens nothing, and its use is audited', async () => {
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
    expect(await auditLogOf(keyId)).toEqual(['api_key.made', 'api_key.revoked', 'api_key.denied'])
  })

  test('is kept as a hash, and notes when it was last used', async () => {
    const own = await givenLender({ alone: true })
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
    const own = await givenLender({ alone: true })
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

  test('that is used though it was revoked is written down thirty times an hour, and keeps none out that is right', async () => {
    const own = await givenLender({ alone: true })
    const revoked = await givenKey(own.id)
    const { keyId = '' } = (await apiKeysOf(database(), own.id))[0] ?? {}
    const by = { by: 'operator', now: now() }
    await transaction((tx) => revokeApiKey(tx, { lenderId: own.id, keyId, ...by }))
    for (let time = 0; time < 30; time += 1) await askHolds('356938035643809', { with: revoked })
    const lines = await auditLogOf(keyId)
    expect(lines.length).toBeGreaterThan(2)
    const answer = await askHolds('356938035643809', { with: revoked })
    expect(await refusedWith(answer)).toEqual([429, 'too_many_requests'])
    expect(await auditLogOf(keyId)).toEqual(lines)
    expect((await askHolds('356938035643809')).status).toBe(404)
  })
})
