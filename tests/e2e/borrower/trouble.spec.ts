import { expect, type Page, test } from '@playwright/test'
import { givenBorrower, signIn, type Wish } from '#tests/e2e/support/borrower.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { keptOpenAllYear } from '#tests/holds/given-open-days.ts'

const title = 'Trouble paying?'

async function troubleOf(page: Page, wish: Wish = {}) {
  const borrower = await givenBorrower(wish)
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/trouble`)
  return borrower
}

test('the way for who cannot pay is as large as the way to pay, on every page about the phone', async ({
  page,
}) => {
  const borrower = await givenBorrower()
  const { portal } = borrower
  await signIn(page.context(), borrower)
  for (const [path, pay] of [
    ['/phones', page.getByRole('heading', { name: 'Pay', exact: true })],
    [`/phones/${borrower.deviceId}`, page.getByRole('link', { name: 'Pay to unlock' })],
  ] as const) {
    await page.goto(portal + path)
    const trouble = page.getByRole('link', { name: title })
    const a = await pay.boundingBox()
    const b = await trouble.boundingBox()
    expect([b?.width, b?.height]).toEqual([a?.width, a?.height])
    const weight = (one: typeof pay) => one.evaluate((door) => getComputedStyle(door).font)
    expect(await weight(trouble)).toBe(await weight(pay))
  }
  await page.goto(`${portal}/phones/${borrower.deviceId}/pay`)
  await page.getByRole('link', { name: title }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
})

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    test('what there is are four lines, and one of them unfolds at a time', async ({ page }) => {
      const { portal, deviceId } = await troubleOf(page)
      const lines = page.locator('summary')
      await expect(lines).toHaveText([
        /^Pay .*a part of it/,
        /^Promise a day .*when you can pay/,
        /^Ask for a plan .*for longer/,
        /^Hand the phone back .*left to pay/,
      ])
      await expect(page.getByRole('table')).toBeHidden()
      await expect(page.getByText('Nothing extra').locator('visible=true')).toHaveCount(0)
      await lines.nth(0).click()
      await lines.nth(1).press('Enter')
      const facts = page.locator('details[open]')
      await expect(facts).toHaveCount(1)
      await expect(facts).toContainText('Nothing extra.')
      await expect(facts).toContainText('stays unlocked until the end of the day you promise')
      if (javaScriptEnabled) await lookedAt(page, 'trouble-unfolded')
      await facts.getByRole('link', { name: 'Promise a day' }).click()
      await expect(page).toHaveURL(`${portal}/phones/${deviceId}/promise`)
    })
  })

test('where there is room it stands side by side: cost, phone, what the lender reports', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  const { deviceId, loanNumber } = await troubleOf(page)
  await expect(page.locator('summary').first()).toBeHidden()
  const table = page.getByRole('table', { name: 'What you can choose from' })
  await expect(table.getByRole('columnheader')).toHaveText([
    'Your choice',
    'What it costs',
    'What happens to the phone',
    /^What .*Serendib Mobile.* reports$/,
    'Go there',
  ])
  for (const way of ['Pay', 'Promise a day', 'Ask for a plan', 'Hand the phone back'])
    await expect(table.getByRole('rowheader', { name: way, exact: true })).toBeVisible()
  const row = (name: string) => table.getByRole('row').filter({ hasText: name })
  await expect(row('Choose an amount')).toContainText('Rs 9,000.00 for all that is overdue')
  await expect(row('Choose an amount')).toContainText('Unlocks now, nothing due until')
  await expect(row('Choose an amount')).toContainText('With a part, Rs 4,500.00: Unlocks until')
  const links = {
    'Choose an amount': 'pay',
    'Promise a day': 'promise',
    'Ask for a plan': 'plan',
    'See what it means': 'return',
    'Tell us what is wrong': 'dispute',
  }
  for (const [name, path] of Object.entries(links))
    await expect(page.getByRole('link', { name })).toHaveAttribute(
      'href',
      `/phones/${deviceId}/${path}`,
    )
  await expect(page.getByRole('main')).toContainText(loanNumber)
  await expect(page.getByRole('heading', { name: 'Free advice about money' })).toBeVisible()
  await lookedAt(page, 'trouble')
})

test('older addresses lead here and to the dispute, and another’s phone is not here', async ({
  page,
}) => {
  const { portal, deviceId } = await troubleOf(page)
  await page.goto(`${portal}/phones/${deviceId}/cannot-pay`)
  await expect(page).toHaveURL(`${portal}/phones/${deviceId}/trouble`)
  await page.goto(`${portal}/phones/${deviceId}/wrong?sent=1`)
  await expect(page).toHaveURL(`${portal}/phones/${deviceId}/dispute?sent=1`)
  const other = await givenBorrower()
  await page.goto(`${portal}/phones/${other.deviceId}/trouble`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page is not here')
})

test('who sees trouble coming finds it too: nothing is overdue yet', async ({ page }) => {
  const { portal } = await troubleOf(page, { dueInDays: [10, 40], lockState: 'unlocked' })
  await expect(page.getByRole('main')).toContainText('for the next installment')
  await expect(page.getByRole('main')).toContainText('there is nothing to promise yet')
  await expect(page.getByRole('main').locator('a', { hasText: 'Promise a day' })).toHaveCount(0)
  await lookedAt(page, 'trouble-coming')
  await page.goto(`${portal}/phones`)
  await page.getByRole('link', { name: title }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
})

test('a lender’s own words are shown in its language; without any, nothing is claimed', async ({
  page,
}) => {
  await troubleOf(page, { lender: 'hoshi', amountMinor: 4_500n, locale: 'ar' })
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await page.locator('summary').first().click()
  await expect(page.locator('details[open]')).toContainText('اسأل')
  await lookedAt(page, 'trouble-ar')
})

test('what arrangements cannot do by themselves any more is said where each is offered', async ({
  page,
}) => {
  const borrower = await givenBorrower()
  await keptOpenAllYear(borrower)
  await signIn(page.context(), borrower)
  const path = `${borrower.portal}/phones/${borrower.deviceId}`
  await page.goto(`${path}/trouble`)
  await expect(page.getByRole('main')).toContainText('So this does not open it by itself now')
  await expect(page.getByRole('main')).toContainText(/From .+ it does again/)
  await expect(page.getByRole('main')).not.toContainText('Unlocks now and stays unlocked')
  await expect(page.getByRole('main')).toContainText('A person decides about it meanwhile')
  await expect(page.getByRole('main')).not.toContainText('Unlocked for at least')
  await lookedAt(page, 'trouble-days-used')
  await page.goto(`${path}/promise`)
  await expect(page.getByRole('main')).toContainText(/From .+ one opens it by itself again/)
  await page.goto(`${path}/return`)
  await expect(page.getByRole('main')).toContainText('A return cannot be arranged by itself now')
  await expect(page.getByRole('main')).toContainText(/From .+ it can be arranged here again/)
  await lookedAt(page, 'return-days-used')
  await page.goto(`${path}/dispute`)
  await expect(page.getByRole('main')).toContainText('The phone stays as it is until then')
})
