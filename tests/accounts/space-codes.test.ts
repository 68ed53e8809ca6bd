import { expect, test } from 'vitest'
import { askForCode } from '#app/(public)/sign-in/ask-for-code.ts'
import type { Method } from '#lib/accounts/challenge.ts'
import { database } from '#lib/db/client.ts'
import { forgetPoints } from '#lib/db/rate-limits.ts'
import { openBrowser, withAccount } from '#lib/http/browser.ts'
import { codeSent, visitor } from '#tests/limits/visitor.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { passHours } from '#tests/support/pass-hours.ts'

await freshDatabase()

const now = () => Temporal.Now.instant()
const lender = await givenLender()

function givenBorrower() {
  return givenLoan(lender, [['2026-11-01', 100_00n]], {
    email: `${crypto.randomUUID()}@mail.example`,
    nominatedPhone: '+94771110000',
  })
}

let places = 0
function newAddress(): string {
  places += 1
  return `198.51.${places >> 8}.${places & 255}`
}

/** Somebody begins a sign-in, at a new address unless another is named, and asks for a code. */
async function ask(
  name: string,
  { address = newAddress(), browser = openBrowser(undefined), method = 'email' as Method } = {},
) {
  const place = { address, browser }
  const { begin, type } = visitor(lender.id, place)
  const challenge = await begin(name)
  if (!challenge) throw new Error('refused')
  const press = () => askForCode(challenge, { method, place, now: now() })
  const asked = await press()
  const code = await codeSent(challenge.id)
  return {
    id: challenge.id,
    asked,
    code,
    press,
    comeIn: async () => (await type(challenge, code ?? '')).ok,
  }
}

const many = (times: number, asking: (time: number) => ReturnType<typeof ask>) =>
  Promise.all(Array.from({ length: times }, (_, time) => asking(time)))
const sentOf = (all: Awaited<ReturnType<typeof ask>>[]) => all.filter(({ code }) => code).length

test('of sixty codes that sixty addresses ask for at once six are sent, by whatever names; then ever fewer', async () => {
  const { loanNumber, imei } = await givenBorrower()
  const bystander = await givenBorrower()
  const names = [loanNumber, imei, loanNumber.toLowerCase()]
  const strangers = () => many(60, (time) => ask(names[time % 3] ?? ''))
  expect(sentOf(await strangers())).toBe(6)
  const sentInHours = []
  for (let hour = 0; hour < 8; hour += 1) {
    await passHours(1)
    sentInHours.push(sentOf(await strangers()))
  }
  expect(sentInHours).toEqual(Array(8).fill(1))
  expect((await ask(bystander.loanNumber)).code).toBeDefined()
}, 120_000)

test('the page is told when the next can be sent, later each time', async () => {
  const { loanNumber } = await givenBorrower()
  await many(6, () => ask(loanNumber))
  const waits = []
  for (let time = 0; time < 3; time += 1) {
    const { asked } = await ask(loanNumber)
    if (asked.ok || asked.refusal !== 'spaced') throw new Error('not spaced')
    waits.push(Math.ceil(asked.retryAt.since(now()).total('minutes')))
    await passHours(1)
    expect((await ask(loanNumber)).code).toBeDefined()
  }
  expect(waits).toEqual([1, 2, 4])
})

test('whoever owns the account comes in: where it was opened before, another way, with a code that came', async () => {
  const { loanNumber, borrowerId } = await givenBorrower()
  const own = await ask(loanNumber)
  await many(30, () => ask(loanNumber))
  // Pressed again, nothing is sent, and the code that came stays right.
  await database()
    .updateTable('challenges')
    .set({ expiresAt: now().add({ minutes: 8 }) })
    .where('id', '=', own.id)
    .execute()
  await forgetPoints({ name: 'code-of-sign-in' }, [`${own.id} email`])
  expect(await own.press()).toMatchObject({ ok: false, refusal: 'spaced' })
  expect((await ask(loanNumber, { method: 'sms' })).code).toBeDefined()
  const browser = withAccount(openBrowser(undefined), borrowerId, now())
  expect((await ask(loanNumber, { browser })).code).toBeDefined()
  expect(await own.comeIn()).toBe(true)
  // It begins anew for whoever has come in.
  expect((await ask(loanNumber)).code).toBeDefined()
})

test('who asks at one place again and again makes nobody elsewhere wait', async () => {
  const { loanNumber } = await givenBorrower()
  const address = newAddress()
  const sent = []
  for (let time = 0; time < 12; time += 1) sent.push(await ask(loanNumber, { address }))
  expect(sent.filter(({ asked }) => asked.ok)).toHaveLength(5)
  expect((await ask(loanNumber)).code).toBeDefined()
})

test('a name that nobody has is told the same, and no name is told what others of the account are', async () => {
  const { loanNumber, imei } = await givenBorrower()
  const told = async (name: string) => {
    const answers = []
    for (let time = 0; time < 8; time += 1) {
      const { asked } = await ask(name)
      answers.push(asked.ok || asked.refusal)
    }
    return answers
  }
  const known = await told(loanNumber)
  expect(known.filter((answer) => answer === 'spaced')).toHaveLength(2)
  expect(await told('L-NOBODY')).toEqual(known)
  expect(await told(imei)).toEqual(known)
})
