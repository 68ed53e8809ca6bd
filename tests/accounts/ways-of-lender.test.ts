import { expect, test } from 'vitest'
import { askForCode } from '#app/(public)/sign-in/ask-for-code.ts'
import { waysOfLender } from '#lib/accounts/ways-of-lender.ts'
import { database } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { openBrowser } from '#lib/http/browser.ts'
import { visitor } from '#tests/limits/visitor.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'

await freshDatabase()

async function connect(lenderId: string, provider: string): Promise<void> {
  await database().insertInto('mdmConnections').values({ lenderId, provider }).execute()
}

test('a code comes on the screen of phones that a lock service reaches, and on no others', async () => {
  env().SMS_URL = 'http://localhost:1/sms'
  const reached = await givenLender()
  const byHand = await givenLender()
  const nothing = await givenLender()
  await connect(reached.id, 'http')
  await connect(byHand.id, 'manual')
  const others = ['email', 'sms', 'recovery_code']
  expect(await waysOfLender(database(), reached.id)).toEqual([
    'email',
    'sms',
    'lock_screen',
    'recovery_code',
  ])
  expect(await waysOfLender(database(), byHand.id)).toEqual(others)
  expect(await waysOfLender(database(), nothing.id)).toEqual(others)
})

test('where nothing sends texts none is offered, and none is the best way', async () => {
  const lender = await givenLender()
  const { loanNumber } = await givenLoan(lender, [['2026-11-01', 100_00n]], {
    email: null,
    nominatedPhone: '+94771110000',
  })
  const sentBy = async () => {
    const place = { address: '198.51.100.1', browser: openBrowser(undefined) }
    const challenge = await visitor(lender.id, place).begin(loanNumber)
    if (!challenge) throw new Error('refused')
    await askForCode(challenge, { method: 'best', place, now: Temporal.Now.instant() })
    const row = database().selectFrom('challenges').select('sentBy').where('id', '=', challenge.id)
    return (await row.executeTakeFirstOrThrow()).sentBy
  }
  env().SMS_URL = 'http://localhost:1/sms'
  expect(await sentBy()).toBe('sms')
  delete env().SMS_URL
  expect(await sentBy()).toBe('lock_screen')
  expect(await waysOfLender(database(), lender.id)).not.toContain('sms')
})
