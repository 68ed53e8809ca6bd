import { type Browser, expect, type Page, test } from '@playwright/test'
import { demo } from '#tests/e2e/support/demo.ts'
import { lookedAt, lookingWith } from '#tests/e2e/support/looked-at.ts'
import {
  givenOwnLender,
  type OwnLender,
  settingsOfOwn,
  signInItsBorrower,
  signInOwn,
} from '#tests/e2e/support/own-lender.ts'
import { saved } from '#tests/e2e/support/saved.ts'
import { say } from '#tests/e2e/support/words.ts'

test.beforeAll(() => {
  demo()
})

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const main = (page: Page) => page.getByRole('main')

async function someone(
  browser: Browser,
  lender: OwnLender,
  wish: { role: 'admin' | 'approver'; name: string; javaScriptEnabled?: boolean },
): Promise<Page> {
  const { javaScriptEnabled = true } = wish
  const context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled })
  await signInOwn(context, lender, wish)
  return context.newPage()
}

test('one proposes a rule, another agrees, the borrower sees it, and the history names both', async ({
  page,
  browser,
}) => {
  test.slow()
  const lender = await givenOwnLender()
  const deviceId = await signInItsBorrower(page.context(), lender)
  const planWay = page.locator('summary').filter({ hasText: 'Ask for a plan' })
  await page.goto(`${lender.portal}/phones/${deviceId}/trouble`)
  await expect(planWay.first()).toBeVisible()

  const admin = await someone(browser, lender, { role: 'admin', name: 'Carmen Ortiz' })
  await admin.goto(`${lender.desk}/settings`)
  await lookedAt(admin, 'desk-settings')
  await admin.getByRole('link', { name: 'Plans' }).click()
  await lookedAt(admin, 'desk-settings-plans')
  await admin.getByLabel('Borrowers can ask for a plan').uncheck()
  await admin.getByLabel('Smallest installment in LKR').fill('1,500.50')
  await press(admin, 'See what changes')
  await expect(main(admin)).toContainText('1,500.50')
  await lookedAt(admin, 'desk-settings-review')
  await press(admin, 'Ask a second person')
  await expect(admin.getByLabel('Why?')).toHaveAttribute('aria-invalid', 'true')
  await admin.getByLabel('Why?').fill('No plans while the rules are checked.')
  await press(admin, 'Ask a second person')
  await expect(main(admin)).toContainText('It comes into force when a second person agrees')
  await lookedAt(admin, 'desk-settings-asked')
  await page.reload()
  await expect(planWay.first()).toBeVisible()

  const approver = await someone(browser, lender, { role: 'approver', name: 'Bashir Nadeem' })
  await approver.goto(`${lender.desk}/approvals`)
  await main(approver)
    .getByRole('link', { name: /settings/i })
    .first()
    .click()
  await expect(main(approver)).toContainText('Borrowers can ask for a plan')
  await lookedAt(approver, 'desk-settings-approval')
  await press(approver, say('en', 'desk-acts.approval.approve'))
  await expect(main(approver)).toContainText('Approved')
  await page.reload()
  await expect(planWay).toHaveCount(0)
  expect((await settingsOfOwn(lender)).policy.plan.smallestInstallmentMinor).toEqual({
    LKR: 150_050n,
  })

  await admin.goto(`${lender.desk}/settings/history`)
  await expect(main(admin)).toContainText('Carmen Ortiz')
  await expect(main(admin)).toContainText('Agreed by')
  await lookedAt(admin, 'desk-settings-history')
  const { name, text } = await saved(admin, 'Save this list as CSV')
  expect(name).toBe('settings.csv')
  expect(text).toContain('Bashir Nadeem')
  await admin.getByRole('link', { name: 'The whole of version 1' }).click()
  await expect(main(admin)).toContainText('Borrowers can ask for a plan')
  await lookedAt(admin, 'desk-settings-version')
})

const triangle = '<path d="M0 0h8v8z"/>'

for (const javaScriptEnabled of [true, false]) {
  test(`bad values are refused with the reason, what was typed stays, rows come and go; scripts ${javaScriptEnabled ? 'on' : 'off'}`, async ({
    browser,
  }) => {
    const lender = await givenOwnLender()
    const page = await someone(browser, lender, {
      role: 'admin',
      name: 'Carmen',
      javaScriptEnabled,
    })
    await page.goto(`${lender.desk}/settings/brand`)
    await page.getByLabel('Colour').fill('#777777')
    await page.getByLabel('Name', { exact: true }).fill('')
    await page.getByLabel('Mark (SVG)').fill(`<svg viewBox="0 0 8 8">${triangle}<script/></svg>`)
    await press(page, 'See what changes')
    await expect(main(page)).toContainText('This is no SVG of filled paths alone')
    await expect(main(page)).toContainText('Neither white nor dark text can be read on this colour')
    await expect(page.getByLabel('Colour')).toHaveValue('#777777')
    await page.getByRole('link', { name: 'Name: Fill this in.', exact: true }).click()
    await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
    await page.getByLabel('Name', { exact: true }).fill('Lanka Mobile')
    await page.getByLabel('Colour').fill('#1f4fa3')
    await page.getByLabel('Mark (SVG)').fill(`<svg\n  viewBox="0 0 8 8">\n  ${triangle}\n</svg>`)
    await press(page, 'See what changes')
    await press(page, 'Save')
    await expect(main(page)).toContainText('It is in force now, as version 2.')
    expect(await settingsOfOwn(lender)).toMatchObject({
      name: 'Lanka Mobile',
      accentColor: '#1f4fa3',
    })
    await page.goto(lender.portal)
    await expect(page.locator('.mark path')).toHaveAttribute('d', 'M0 0h8v8z')

    await page.goto(`${lender.desk}/settings/returns`)
    await press(page, 'Add a drop-off point')
    await page.getByLabel('Name', { exact: true }).fill('Fort')
    await press(page, 'Add a drop-off point')
    await expect(page.getByLabel('Name', { exact: true }).first()).toHaveValue('Fort')
    await page.getByLabel('Name', { exact: true }).nth(1).fill('Kandy')
    await page.getByRole('button', { name: 'Remove Drop-off point 1' }).click()
    await expect(page.getByLabel('Name', { exact: true })).toHaveCount(1)
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Kandy')
    await press(page, 'See what changes')
    await expect(page.getByLabel('Address')).toHaveAttribute('aria-invalid', 'true')
    const summary = page.getByRole('alert').getByRole('link')
    await expect(summary.first()).toHaveText('Drop-off point 1 · Address: Fill this in.')
    await page.getByLabel('Address').fill('88 Dalada Veediya')
    await page.getByLabel('Hours in your own words').fill('9–17')
    await press(page, 'See what changes')
    await expect(main(page)).toContainText('Kandy · 88 Dalada Veediya · 9–17')
    await press(page, 'Change the form again')
    await expect(page.getByLabel('Address')).toHaveValue('88 Dalada Veediya')
  })
}

for (const javaScriptEnabled of [true, false])
  test(`opening hours are set at the desk, and read in the reader’s language; scripts ${javaScriptEnabled ? 'on' : 'off'}`, async ({
    page,
    browser,
  }) => {
    const lender = await givenOwnLender()
    const admin = await someone(browser, lender, { role: 'admin', name: 'C', javaScriptEnabled })
    await admin.goto(`${lender.desk}/settings/contacts`)
    await admin.getByLabel('Hours in your own words').fill('mornings, ring twice')
    await press(admin, 'See what changes')
    await press(admin, 'Save')
    await expect(main(admin)).toContainText('in force now')
    if (await admin.getByRole('button', { name: 'Still right' }).isVisible())
      await press(admin, 'Still right')
    await page.goto(`${lender.portal}/help`)
    await expect(main(page)).toContainText('mornings, ring twice')

    await admin.goto(`${lender.desk}/settings/contacts`)
    for (const [index, [from, to, opens, closes]] of (
      [
        ['mon', 'fri', '', '17:30'],
        ['fri', 'sat', '17:00', '20:00'],
      ] as const
    ).entries()) {
      await press(admin, 'Add hours')
      const box = (name: string) => admin.locator(`[name="policy.hours.help.${index}.${name}"]`)
      await box('fromDay').selectOption(from)
      await box('toDay').selectOption(to)
      await box('opens').fill(opens)
      await box('closes').fill(closes)
    }
    await press(admin, 'See what changes')
    await expect(admin.locator('.faults')).toContainText('Hours 1 · Opens at')
    await expect(admin.locator('[name="policy.hours.help.0.closes"]')).toHaveValue('17:30')
    await admin.locator('[name="policy.hours.help.0.opens"]').fill('09:00')
    await press(admin, 'See what changes')
    await expect(admin.locator('.faults')).toContainText('These hours meet others of the same day')
    await lookingWith(javaScriptEnabled)(admin, 'desk-settings-hours-fault')
    await admin.locator('[name="policy.hours.help.1.fromDay"]').selectOption('sat')
    await press(admin, 'See what changes')
    await press(admin, 'Save')
    await expect(main(admin)).toContainText('in force now')
    expect((await settingsOfOwn(lender)).policy.hours.help).toEqual([
      { fromDay: 'mon', toDay: 'fri', opens: '09:00', closes: '17:30' },
      { fromDay: 'sat', toDay: 'sat', opens: '17:00', closes: '20:00' },
    ])
    for (const [language, said] of [
      ['en', 'Mon–Fri 09:00–17:30, Sat 17:00–20:00, closed Sun'],
      ['es', 'lun–vie 09:00–17:30, sáb 17:00–20:00, cerrado dom'],
    ] as const) {
      await page.context().addCookies([{ name: 'language', value: language, url: lender.portal }])
      await page.goto(`${lender.portal}/help`)
      await expect(main(page)).toContainText(said)
      await expect(main(page)).not.toContainText('mornings')
    }
  })

test('whoever was slower is told what changed and by whom, and nothing typed is lost', async ({
  browser,
}) => {
  const lender = await givenOwnLender()
  const slow = await someone(browser, lender, { role: 'admin', name: 'Slow Samira' })
  const fast = await someone(browser, lender, { role: 'admin', name: 'Fast Farid' })
  await slow.goto(`${lender.desk}/settings/brand`)
  await slow.getByLabel('Name', { exact: true }).fill('Slow Name')
  await fast.goto(`${lender.desk}/settings/brand`)
  await fast.getByLabel('Name', { exact: true }).fill('Fast Name')
  await press(fast, 'See what changes')
  await press(fast, 'Save')
  await expect(main(fast)).toContainText('Saved')
  await press(slow, 'See what changes')
  await expect(main(slow)).toContainText('Somebody changed these settings meanwhile')
  await expect(main(slow)).toContainText('Fast Farid')
  await expect(main(slow)).toContainText('Fast Name')
  await expect(slow.getByLabel('Name', { exact: true })).toHaveValue('Slow Name')
  await lookedAt(slow, 'desk-settings-stale')
  expect((await settingsOfOwn(lender)).name).toBe('Fast Name')
  await press(slow, 'See what changes')
  await press(slow, 'Save')
  await expect(main(slow)).toContainText('Saved')
  expect((await settingsOfOwn(lender)).name).toBe('Slow Name')
})

test('a number nobody has checked is not shown to borrowers until somebody says it is right', async ({
  page,
  browser,
}) => {
  const lender = await givenOwnLender()
  await page.goto(`${lender.portal}/help`)
  await expect(page.getByText('+94 11 555 0177')).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'help@lanka.example' }).first()).toBeVisible()
  await lookedAt(page, 'help-without-number')
  const admin = await someone(browser, lender, { role: 'admin', name: 'Carmen' })
  await admin.goto(`${lender.desk}/settings/contacts`)
  await expect(main(admin)).toContainText('The telephone number is hidden from borrowers')
  await lookedAt(admin, 'desk-settings-contacts-expired')
  await press(admin, 'Still right')
  await expect(main(admin)).toContainText('Checked today')
  await page.reload()
  await expect(page.getByRole('link', { name: '+94 11 555 0177' }).first()).toBeVisible()
})

for (const language of ['en', 'ar'] as const) {
  test(`every form of the settings, ${language}`, async ({ browser }) => {
    test.slow()
    const lender = await givenOwnLender()
    const page = await someone(browser, lender, { role: 'admin', name: 'Carmen Ortiz' })
    await page.context().addCookies([{ name: 'language', value: language, url: lender.portal }])
    for (const group of [
      'brand',
      'contacts',
      'payments',
      'unlock',
      'returns',
      'holds',
      'hours',
      'desk',
      'reporting',
    ]) {
      await page.goto(`${lender.desk}/settings/${group}`)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        say(language, `desk-settings.groups.${group}.title`),
      )
      await lookedAt(page, `${language}-desk-settings-${group}`)
    }
  })
}
