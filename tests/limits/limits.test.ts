import { expect, test } from 'vitest'
import type { Way } from '#lib/accounts/challenge.ts'
import { openBrowser, withAccount } from '#lib/http/browser.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { guessingDay, mostChance } from './guesser.ts'
import { honestHour } from './honest.ts'
import { codeSent, visitor } from './visitor.ts'

await freshDatabase()

test('of five hundred honest people behind one address within an hour nobody is refused', async () => {
  const found = await honestHour(500)
  expect(found).toMatchObject({ people: 500, refused: 0, wentAway: 50, cameIn: 450 })
  expect(found.mistypedNames).toBeGreaterThan(150)
  expect(found.mistypedCodes).toBeGreaterThan(100)
  expect(found.codesAskedFor).toBeGreaterThan(750)
}, 300_000)

test('a guesser with every address and every name has a chance below one in ten thousand a day', async () => {
  const found = await guessingDay()
  // He tried: else his chance would say nothing.
  expect(found.shortGuesses).toBeGreaterThanOrEqual(50)
  expect(found.longGuesses).toBeGreaterThan(300)
  expect(found.appGuesses).toBeGreaterThanOrEqual(12)
  expect(found.chance.all).toBeLessThan(mostChance)
}, 600_000)

test('a stranger’s requests, from one address or from a hundred, leave the owner a way in', async () => {
  const lender = await givenLender()
  const { loanNumber, borrowerId } = await givenLoan(lender, [['2026-11-01', 100_00n]], {
    nominatedPhone: '+94771110000',
  })
  const askAs = async (address: string, browser = openBrowser(undefined), way: Way = 'email') => {
    const { begin, ask, type } = visitor(lender.id, { address, browser })
    const challenge = await begin(loanNumber)
    if (!challenge) throw new Error('refused')
    const isTaken = await ask(challenge, way)
    const code = await codeSent(challenge.id)
    return { isTaken, code, comeIn: () => type(challenge, code ?? '') }
  }
  for (let time = 0; time < 50; time += 1) await askAs('203.0.113.66')
  const elsewhere = await askAs('198.51.100.20')
  expect(elsewhere).toMatchObject({ isTaken: true, code: expect.stringMatching(/^\d{9}$/) })
  expect(await elsewhere.comeIn()).toMatchObject({ ok: true })
  for (let time = 0; time < 100; time += 1) await askAs(`203.0.113.${time}`)
  // Whoever asks with the name that the strangers use is told how long it takes, and has other ways.
  expect(await askAs('198.51.100.21')).toMatchObject({ isTaken: false, code: undefined })
  expect((await askAs('198.51.100.22', openBrowser(undefined), 'sms')).code).toMatch(/^\d+$/)
  const own = withAccount(openBrowser(undefined), borrowerId, Temporal.Now.instant())
  const known = await askAs('198.51.100.21', own)
  expect(await known.comeIn()).toMatchObject({ ok: true })
}, 60_000)
