import { type Browser, chromium } from '@playwright/test'
import { pool } from '#lib/db/client.ts'
import { say } from '#tests/bench/say.ts'
import { type Borrower, givenBorrower } from '#tests/e2e/support/borrower.ts'
import { codeSentTo } from '#tests/e2e/support/world.ts'
import { findChromium } from '#tests/support/chromium.ts'
import { type Effort, personAt, secondsOf } from './human-time.ts'

// From the front page to an open phone, signed in and by the QR, in the demo that is started for it.
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox'],
})
sayWay('(j) from the front page to an open phone, signed in', await signedIn(browser))
sayWay('    by the QR on its screen', await byLink(browser))
await browser.close()
await pool().end()

type Walk = { effort: Effort; waitedMs: number }

function sayWay(name: string, { effort, waitedMs }: Walk): void {
  const { screens, touches, characters } = effort
  const [person, machine] = [secondsOf(effort), waitedMs / 1_000]
  say(
    name,
    `${screens} screens, ${touches} touches, ${characters} characters: ${(person + machine).toFixed(0)} s`,
    '≤ 60 s',
  )
  say(
    '    of these the person, and the machine',
    `${person.toFixed(0)} and ${machine.toFixed(0)} s`,
    '—',
  )
}

async function signedIn(browser: Browser): Promise<Walk> {
  const borrower = await givenBorrower()
  return walk(browser, async (page, person) => {
    await page.goto(borrower.portal)
    await person.arriveAt(/./)
    await person.type(page.getByLabel(/^Loan number/), borrower.loanNumber)
    await person.touch(page.getByRole('button', { name: 'Send me a code' }))
    await person.arriveAt(/code/i)
    const code = await codeSentTo(borrower.email)
    person.fetchCode()
    await person.type(page.getByLabel('Code', { exact: true }), code)
    await person.touch(page.getByRole('button', { name: 'Sign in' }))
    await person.arriveAt('Your phone is locked')
    await person.choose(page.getByRole('radio', { name: /^Everything overdue/ }))
    await pay(page, person)
  })
}

async function byLink(browser: Browser): Promise<Walk> {
  const borrower: Borrower = await givenBorrower()
  return walk(browser, async (page, person) => {
    await page.goto(borrower.payLink)
    await person.arriveAt(/./)
    await pay(page, person)
  })
}

type Page = Awaited<ReturnType<Browser['newPage']>>
type Person = ReturnType<typeof personAt>

async function pay(page: Page, person: Person): Promise<void> {
  await person.touch(page.getByRole('button', { name: /^Continue to/ }))
  await person.arriveAt(/./)
  const email = page.getByLabel('Email')
  if ((await email.inputValue()) === '') await person.type(email, 'payer@mail.example')
  await person.type(page.getByLabel('Card number'), '4242424242424242')
  await person.type(page.getByLabel('Expiry'), '12 / 34')
  await person.type(page.getByLabel('CVC'), '123')
  await person.type(page.getByLabel('Name', { exact: true }), 'A Payer')
  await person.touch(page.getByRole('button', { name: /^Pay / }))
}

// The last screen says that the phone is open; what the machine takes meanwhile is waited for.
async function walk(
  browser: Browser,
  steps: (page: Page, person: Person) => Promise<void>,
): Promise<Walk> {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 }, locale: 'en-GB' })
  const person = personAt(page)
  const startedAt = performance.now()
  await steps(page, person)
  await person.arriveAt(/unlocked/)
  const waitedMs = performance.now() - startedAt
  await page.close()
  return { effort: person.effort, waitedMs }
}
