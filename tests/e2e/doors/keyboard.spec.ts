import { expect, type Locator, type Page, test } from '@playwright/test'
import { givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { atCheckout } from '#tests/e2e/support/pay.ts'

/** Presses Tab until `wanted` has the focus; every stop on the way must be seen. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let stops = 0; stops < 40; stops += 1) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(focusIsSeen), 'the focus is visible').toBe('seen')
    if (await wanted.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error('Tab does not lead there')
}

// Runs in the page: an outline on the element itself or on the card it stands for.
function focusIsSeen(): string {
  const focused = document.activeElement
  if (!focused || focused === document.body) return 'seen'
  for (let element: Element | null = focused, up = 0; element && up < 4; up += 1) {
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) return 'seen'
    element = element.parentElement
  }
  return focused.outerHTML.slice(0, 200)
}

test('the whole payment works with the keyboard alone, and the focus is always seen', {
  tag: '@laptop',
}, async ({ page, context }) => {
  const borrower = await givenBorrower()
  await signIn(context, borrower)
  await page.goto(`${borrower.portal}/phones`)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeInViewport()
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('radio').first())
  await page.keyboard.press('Space')
  await expect(page.getByRole('radio', { name: /^Everything overdue/ })).toBeChecked()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio').nth(1)).toBeChecked()
  await page.keyboard.press('ArrowUp')
  await tabTo(page, page.getByRole('button', { name: 'Continue to card payment' }))
  await page.keyboard.press('Enter')
  await atCheckout(page)
  for (const [label, text] of [
    ['Email', 'payer@mail.example'],
    ['Card number', '4242424242424242'],
    ['Expiry', '12 / 34'],
    ['CVC', '123'],
    ['Name', 'A Payer'],
  ] as const) {
    await tabTo(page, page.getByLabel(label, { exact: true }))
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type(text)
  }
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your phone is unlocked')
  await tabTo(page, page.getByRole('link', { name: /receipt/ }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Receipt')
})
