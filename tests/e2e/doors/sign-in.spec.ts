import { randomInt } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { maskTyped } from '#lib/domain/identity/mask-typed.ts'
import { type Borrower, givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { portalOf } from '#tests/e2e/support/demo.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { bodyOf } from '#tests/e2e/support/page-text.ts'
import { look } from '#tests/e2e/support/phone.ts'
import { codeSentTo, lettersTo } from '#tests/e2e/support/world.ts'

// Every test comes from the same address; what counts one account or name is left alone.
test.beforeEach(async () => {
  portalOf('serendib')
  await database().deleteFrom('rateLimits').where('key', 'like', '%-address:%').execute()
})

const identifier = (page: Page) => page.getByLabel('Loan number, e-mail, phone number or IMEI')

/** From the front page; a code goes out at once, and once more where another way is chosen. */
async function ask(page: Page, portal: string, typed: string, way?: string): Promise<void> {
  await page.goto(portal)
  await identifier(page).fill(typed)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await expect(page).toHaveURL(/\/sign-in\/code/)
  if (!way) return
  await page.getByRole('button', { name: way }).click()
  await expect(page.getByRole('button', { name: way })).toHaveCount(0)
}

async function enter(page: Page, code: string): Promise<void> {
  await page.getByLabel(/^(Code|Recovery code)$/).fill(code)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Half a minute passes for whoever signs in to this account. */
async function pauseIsOver({ borrowerId }: Borrower): Promise<void> {
  const signIns = await database()
    .updateTable('challenges')
    .set({ expiresAt: Temporal.Now.instant().add({ minutes: 9 }) })
    .where('borrowerId', '=', borrowerId)
    .returning('id')
    .execute()
  const counted = ['codes-in-turn:', ...signIns.map(({ id }) => `code-of-sign-in:${id}`)]
  for (const key of counted)
    await database().deleteFrom('rateLimits').where('key', 'like', `${key}%`).execute()
}

async function expectIn(page: Page, { loanNumber }: Borrower): Promise<void> {
  await expect(page).toHaveURL(/\/phones$/)
  await expect(page.getByRole('main')).toContainText('Xiaomi 13T')
  await expect(page.getByRole('contentinfo')).toContainText(loanNumber)
}

test('a code by e-mail signs in, typed with a space', { tag: '@laptop' }, async ({ page }) => {
  const borrower = await givenBorrower()
  await ask(page, borrower.portal, borrower.loanNumber)
  await expect(page.getByLabel('Code')).toHaveAttribute('autocomplete', 'one-time-code')
  const code = await codeSentTo(borrower.email)
  await enter(page, `${code.slice(0, 3)} ${code.slice(3)}`)
  await expectIn(page, borrower)
  await lookedAt(page, 'phones-overdue')
})

test('a code by text message to the other number signs in', async ({ page }) => {
  const nominatedPhone = `+9477${String(Date.now()).slice(-7)}`
  const borrower = await givenBorrower({ nominatedPhone })
  await ask(page, borrower.portal, borrower.email, 'Send it by text message')
  await enter(page, await codeSentTo(nominatedPhone))
  await expectIn(page, borrower)
})

test('the code on the locked phone’s own screen signs in', { tag: '@laptop' }, async ({ page }) => {
  const borrower = await givenBorrower()
  await ask(page, borrower.portal, borrower.imei, 'Show it on the locked phone')
  await expect.poll(async () => (await look(borrower)).code).toMatch(/^\d{6}(\d{3})?$/)
  const { code, screenText } = await look(borrower)
  const shown = code?.replace(/(?<=\d)(?=(\d{3})+$)/g, ' ') ?? ''
  expect(screenText).toContain(shown)
  await enter(page, shown)
  await expectIn(page, borrower)
})

test('a printed recovery code signs in, once', async ({ page, browser }) => {
  const borrower = await givenBorrower()
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/account/recovery-codes`)
  await lookedAt(page, 'recovery-codes-none')
  await page.getByRole('button', { name: 'Make recovery codes' }).click()
  const codes = page.getByRole('main').getByRole('listitem')
  await expect(codes).toHaveCount(8)
  // Shown once: no switch of languages would leave them there.
  await expect(page.getByRole('button', { name: 'Español' })).toHaveCount(0)
  await expect(page.getByText('The language can be changed on the next page')).toBeVisible()
  await lookedAt(page, 'recovery-codes-made')
  const code = ((await codes.first().textContent()) ?? '').trim()
  for (const works of [true, false]) {
    const elsewhere = await browser.newContext()
    const visit = await elsewhere.newPage()
    await ask(visit, borrower.portal, borrower.loanNumber, 'Use my printed recovery code')
    await enter(visit, code.toLowerCase())
    if (works) await expectIn(visit, borrower)
    else await expect(visit.getByRole('alert').first()).toContainText('not right')
    await elsewhere.close()
  }
})

test('where codes go is shown, masked, with whom to ask for another', async ({ page }) => {
  const borrower = await givenBorrower({ nominatedPhone: '+94771234567' })
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/account`)
  const main = page.getByRole('main')
  await expect(main).toContainText(maskTyped(borrower.email))
  await expect(main).not.toContainText(borrower.email)
  await expect(main).toContainText('••• 4567')
  await expect(main).toContainText('Only a person can change it')
  await expect(main.locator('a[href^="tel:"]')).toHaveCount(1)
  await lookedAt(page, 'account')
})

test('a sheet is not lost before its owner was asked', async ({ browser }) => {
  const borrower = await givenBorrower()
  const context = await browser.newContext({ javaScriptEnabled: false })
  await signIn(context, borrower)
  const page = await context.newPage()
  const sheet = `${borrower.portal}/account/recovery-codes`
  const codes = page.getByRole('main').getByRole('listitem')
  await page.goto(sheet)
  await page.getByRole('button', { name: 'Make recovery codes' }).click()
  await expect(codes).toHaveCount(8)
  await expect(page.getByRole('button', { name: 'Español' })).toHaveCount(0)
  await page.goto(sheet)
  await expect(page.getByRole('button', { name: 'Español' })).toHaveCount(1)
  await page.getByRole('link', { name: 'Make a new sheet' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Make a new sheet?')
  await page.getByRole('link', { name: 'Keep my sheet' }).click()
  await expect(page.getByRole('main')).toContainText('8 codes of your sheet')
  await page.getByRole('link', { name: 'Make a new sheet' }).click()
  await page.getByRole('button', { name: 'Yes, make a new sheet' }).click()
  await expect(codes).toHaveCount(8)
  await context.close()
})

test('five wrong codes end a code; too many new ones say when to try again', async ({ page }) => {
  const borrower = await givenBorrower()
  await ask(page, borrower.portal, borrower.loanNumber)
  const right = await codeSentTo(borrower.email)
  const wrong = right === '000000' ? '111111' : '000000'
  const told = page.locator('#code-error')
  for (const left of ['4 more tries', '3 more tries', '2 more tries', 'one more try']) {
    await enter(page, wrong)
    await expect(told).toContainText(left)
  }
  await lookedAt(page, 'sign-in-code-wrong')
  await enter(page, wrong)
  await expect(told).toContainText('no longer works')
  await enter(page, right)
  await expect(told).toContainText('no longer works')
  await page.getByRole('button', { name: 'Send a new code' }).click()
  await expect(page.getByText(/Nothing new was sent.* In \d+ seconds you can send/)).toBeVisible()
  await lookedAt(page, 'sign-in-just-sent')
  const sendAgain = async (sent: number) => {
    await pauseIsOver(borrower)
    await page.getByRole('button', { name: 'Send a new code' }).click()
    await expect(page.getByText('A new code is on its way')).toBeVisible()
    await codeSentTo(borrower.email, sent)
    await page.goto(`${borrower.portal}/sign-in/code`)
  }
  for (const sent of [2, 3, 4, 5]) await sendAgain(sent)
  await pauseIsOver(borrower)
  await page.getByRole('button', { name: 'Send a new code' }).click()
  const spaced = page.getByText(/The next one can be sent at \d{1,2}:\d{2}\..* still works/)
  await expect(spaced).toBeVisible()
  await expect(page.getByText('a code is on its way')).toHaveCount(0)
  await lookedAt(page, 'sign-in-spaced')
  await page.goto(`${borrower.portal}/sign-in/code`)
  await database().deleteFrom('rateLimits').where('key', 'like', 'spaced-%').execute()
  for (const sent of [6, 7]) await sendAgain(sent)
  await pauseIsOver(borrower)
  await page.getByRole('button', { name: 'Send a new code' }).click()
  await expect(page.getByRole('alert').first()).toContainText(
    /You can try again at \d{1,2}:\d{2}\./,
  )
  await lookedAt(page, 'sign-in-limited')
})

test('whoever signs in is told of wrong codes before, and not of one slip', async ({
  page,
  browser,
}) => {
  const borrower = await givenBorrower()
  const visit = async (disputeKinds: number, sent: number) => {
    await ask(page, borrower.portal, borrower.loanNumber)
    const code = await codeSentTo(borrower.email, sent)
    const wrong = code.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10))
    for (let time = 0; time < disputeKinds; time += 1) {
      // Anew, or the word about the code before would be taken for the answer.
      await page.goto(`${borrower.portal}/sign-in/code`)
      await expect(page.locator('#code-error')).toHaveCount(0)
      await enter(page, wrong)
      await expect(page.locator('#code-error')).toContainText('not right')
    }
    await enter(page, `Your code is ${code}`)
    await expectIn(page, borrower)
  }
  const told = page.getByRole('status').filter({ hasText: 'wrong codes were typed' })
  await visit(4, 1)
  await expect(told).toContainText('4 wrong codes were typed for your account')
  await lookedAt(page, 'phones-failures')
  await page.context().clearCookies({ name: 'next-auth.session-token' })
  await visit(1, 2)
  await expect(told).toHaveCount(0)
  const elsewhere = await browser.newContext()
  await (await elsewhere.newPage()).goto(borrower.portal)
  const names = async (context: typeof elsewhere) =>
    (await context.cookies()).map(({ name }) => name)
  expect(await names(page.context())).toContain('browser')
  expect(await names(elsewhere)).not.toContain('browser')
  await elsewhere.close()
})

test('nobody can tell an account that exists from one that does not', async ({ page, browser }) => {
  const borrower = await givenBorrower()
  const seen = []
  for (const typed of [borrower.loanNumber, `L-${randomInt(10 ** 11, 10 ** 12)}`]) {
    const elsewhere = await browser.newContext({ javaScriptEnabled: false })
    const visit = await elsewhere.newPage()
    await visit.goto(`${borrower.portal}/sign-in`)
    await identifier(visit).fill(typed)
    await visit.getByRole('button', { name: 'Send me a code' }).click()
    const pages = [await bodyOf(visit, typed)]
    await visit.getByRole('button', { name: 'Send it by e-mail' }).click()
    pages.push(await bodyOf(visit, typed))
    await enter(visit, '000000')
    pages.push(await bodyOf(visit, typed))
    await visit.getByRole('button', { name: 'Send a new code' }).click()
    pages.push(await bodyOf(visit, typed))
    await visit.goto(`${borrower.portal}/sign-in`)
    await identifier(visit).fill(typed)
    await visit.getByRole('button', { name: 'Send me a code' }).click()
    pages.push(await bodyOf(visit, typed))
    seen.push(
      pages.map((body) =>
        body.replaceAll(maskTyped(typed), '').replace(/\d+ seconds|soon=\d+/g, ''),
      ),
    )
    await elsewhere.close()
  }
  expect(seen[1]).toEqual(seen[0])
  // The same way asked for by its name, again and anew within half a minute: one code.
  await codeSentTo(borrower.email, 1)
  await page.goto(`${borrower.portal}/sign-in`)
  await lookedAt(page, 'sign-in')
})

test('sent twice without scripts, the first form’s code comes in', async ({ browser }) => {
  const borrower = await givenBorrower()
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(borrower.portal)
  await identifier(page).fill(borrower.loanNumber)
  // The browser sends both and shows the answer to the second.
  await page.getByRole('button', { name: 'Send me a code' }).dblclick()
  await expect(page).toHaveURL(/\/sign-in\/code/)
  await expect(page.getByRole('main')).toContainText(`You typed ${maskTyped(borrower.loanNumber)}`)
  await page.getByRole('button', { name: 'Send a new code' }).dblclick()
  await expect(page.getByText('Nothing new was sent')).toBeVisible()
  await enter(page, await codeSentTo(borrower.email))
  await expectIn(page, borrower)
  expect(await lettersTo(borrower.email)).toHaveLength(1)
  await context.close()
})
