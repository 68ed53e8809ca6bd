import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { lookingWith } from '#tests/e2e/support/looked-at.ts'
import { asBorrower, photo, press } from '#tests/e2e/support/return.ts'
import { givenReturn } from '#tests/returns/given-return.ts'

for (const javaScriptEnabled of [true, false])
  test.describe(`a borrower ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ javaScriptEnabled })
    test.slow()
    const looked = lookingWith(javaScriptEnabled)

    test('a photo of the wrong kind or size is refused at its field, and nothing is kept', async ({
      page,
    }) => {
      const borrower = await asBorrower(page)
      const { returnId } = await givenReturn(borrower, 'inspected')
      await page.goto(`${borrower.portal}/returns/${returnId}`)
      const field = page.getByLabel('A photo of the phone')
      const fault = page.locator('#photo-error')
      const send = () => press(page, 'Add this photo')
      await send()
      await expect(fault).toHaveText('Choose a photo first.')
      for (const [name, buffer, said] of [
        ['page.jpg', Buffer.from('<script>alert(1)</script>'), 'is not a photo that can be read'],
        ['drawing.jpg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'is not a photo'],
        ['large.jpg', Buffer.alloc(8 * 1024 * 1024 + 1, 0xff), 'is larger than 8 MB'],
        ['larger.jpg', Buffer.alloc(12 * 1024 * 1024, 0xff), 'is larger than 8 MB'],
      ] as const) {
        await field.setInputFiles({ name, mimeType: 'image/jpeg', buffer })
        await send()
        await expect(fault, name).toContainText(said)
      }
      await looked(page, 'return-photo-refused')
      const kept = await database()
        .selectFrom('returnPhotos')
        .select('id')
        .where('returnId', '=', returnId)
        .execute()
      expect(kept).toEqual([])
    })
  })

test('who has gone to the field before the scripts are there stays in it', async ({ page }) => {
  const borrower = await asBorrower(page)
  const { returnId } = await givenReturn(borrower, 'inspected')
  await page.goto(`${borrower.portal}/returns/${returnId}`)
  const late = Promise.withResolvers<void>()
  await page.route('**/_next/static/**/*.js', async (route) => {
    await late.promise
    await route.fallback()
  })
  await press(page, 'Add this photo')
  const summary = page.locator('.faults')
  await expect(summary).toBeFocused()
  await summary.getByRole('link').click()
  const field = page.getByLabel('A photo of the phone')
  await expect(field).toBeFocused()
  await page.evaluate(() => {
    document.title = 'before the scripts'
  })
  late.resolve()
  await expect(page).not.toHaveTitle('before the scripts')
  await expect(field).toBeFocused()
})

test('a photo is shown to its borrower alone, as a photo and nothing else', async ({ page }) => {
  const borrower = await asBorrower(page)
  const { returnId } = await givenReturn(borrower, 'inspected')
  await page.goto(`${borrower.portal}/returns/${returnId}`)
  await page.getByLabel('A photo of the phone').setInputFiles(await photo())
  await press(page, 'Add this photo')
  const address = await page.getByRole('img', { name: /^Photo 1/ }).getAttribute('src')
  const own = await fetched(page, address ?? '')
  expect(own).toMatchObject({ status: 200, type: 'image/jpeg', sniffing: 'nosniff' })
  expect(own.cache).toContain('no-store')
  expect(own.policy).toBe("default-src 'none'; sandbox; frame-ancestors 'none'")
  expect(own.text).not.toContain('Exif')
  await page.context().clearCookies()
  await asBorrower(page)
  await page.goto(`${borrower.portal}/phones`)
  const other = await fetched(page, address ?? '')
  expect(other).toMatchObject({ status: 404, type: 'application/json' })
})

/** What a page of the portal is given when it asks for a path. */
function fetched(page: Page, path: string) {
  return page.evaluate(async (asked) => {
    const answer = await fetch(asked)
    const header = (name: string) => answer.headers.get(name)
    return {
      status: answer.status,
      type: header('content-type'),
      cache: header('cache-control'),
      sniffing: header('x-content-type-options'),
      policy: header('content-security-policy'),
      text: await answer.text(),
    }
  }, path)
}
