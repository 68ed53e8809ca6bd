import { expect, type Page, test } from '@playwright/test'
import { portalOf } from '#tests/e2e/support/demo.ts'

/** What the browser gets at a path of the page's own portal. */
function got(page: Page, path: string | null) {
  return page.evaluate(async (address) => {
    const answer = await fetch(address)
    const type = answer.headers.get('content-type') ?? ''
    return { status: answer.status, type, text: await answer.text() }
  }, path ?? '')
}

test('a search engine is told of the front page and of nothing else', async ({ page }) => {
  const portal = portalOf('serendib')
  await page.goto(portal)
  expect((await got(page, '/robots.txt')).text).toMatch(
    /^User-agent: \*\nAllow: \/\$\nDisallow: \/$/m,
  )
  for (const [path, told] of [
    ['/', 'index, nofollow'],
    ['/scan?code=no', 'noindex, nofollow'],
    ['/sign-in', 'noindex, nofollow'],
    ['/help', 'noindex, nofollow'],
  ] as const) {
    await page.goto(portal + path)
    await expect(page.locator('meta[name=robots]'), path).toHaveAttribute('content', told)
  }
})

test('a home screen gets the lender’s name and pictures that are there', async ({ page }) => {
  const portal = portalOf('serendib')
  await page.goto(portal)
  const address = (selector: string) => page.locator(selector).getAttribute('href')
  expect(await address('link[rel=icon]')).toBe('/icon.svg')
  const manifest = await got(page, await address('link[rel=manifest]'))
  expect(manifest.type).toContain('application/manifest+json')
  const { name, icons, theme_color } = JSON.parse(manifest.text)
  expect(name).toContain('Serendib')
  expect(theme_color).toMatch(/^#[0-9a-f]{6}$/i)
  const pictures = [
    ...icons.map((icon: { src: string }) => icon.src),
    await address('link[rel=apple-touch-icon]'),
  ]
  expect(pictures).toHaveLength(4)
  for (const picture of pictures) {
    const answer = await got(page, picture)
    expect([picture, answer.status]).toEqual([picture, 200])
    expect(answer.type).toMatch(/^image\/(png|svg)/)
  }
})

test('who finds a weakness reads where to report it', async ({ page }) => {
  const portal = portalOf('serendib')
  await page.goto(portal)
  const { type, text } = await got(page, '/.well-known/security.txt')
  expect(type).toContain('text/plain')
  expect(text).toContain(`Contact: ${portal}/help\n`)
  const expires = /^Expires: (.+)$/m.exec(text)?.[1] ?? ''
  expect(Date.parse(expires)).toBeGreaterThan(Date.now())
  expect((await got(page, '/help')).status).toBe(200)
})
