import { expect, test } from '@playwright/test'
import { barriersOf } from '#tests/e2e/support/barriers.ts'

const pageOf = (body: string) => `<!doctype html><html lang="en"><title>Phones</title>
  <style>@media (prefers-color-scheme: dark) { p { color: #777; background: #666 } }</style>
  <main><h1>Phones</h1>${body}</main></html>`

test('what looks for barriers finds them, those of colours by day and by night', async ({
  page,
}) => {
  const named = async (...[rules]: [Parameters<typeof barriersOf>[1]]) =>
    (await barriersOf(page, rules)).map((found) => found.split(':')[0])
  await page.setContent(pageOf('<p>Locked</p>'))
  expect(await named('all')).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await named('colours')).toEqual(['color-contrast'])
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setContent(pageOf('<img src="data:,"><p style="color: #eee">Locked</p>'))
  expect((await named('all')).sort()).toEqual(['color-contrast', 'image-alt'])
  expect(await named('colours')).toEqual(['color-contrast'])
})
