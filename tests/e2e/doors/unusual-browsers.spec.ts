import { expect, type Page, test } from '@playwright/test'
import { givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { expectEdges } from '#tests/e2e/support/looked-at.ts'
import { ask } from '#tests/e2e/support/routes.ts'

async function onPhones(page: Page) {
  const borrower = await givenBorrower()
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones`)
}

// Every page that is looked at is tried so; this shows that one without an edge would be found.
test('in forced colours what is told apart by its background has an edge', async ({ page }) => {
  await onPhones(page)
  await expectEdges(page, 'phones')
  const card = page.locator('.card').first()
  await card.evaluate((element) => element.style.setProperty('border', '0', 'important'))
  await expect(expectEdges(page, 'phones')).rejects.toThrow(/class=\W+card/)
})

test.describe('where layers of styles are not known', () => {
  test.use({ javaScriptEnabled: false })

  test('pictures have a size, and the note of an idle session waits for its time', async ({
    page,
  }) => {
    // Such a browser passes over the whole block.
    await page.route('**/*.css*', async (route) => {
      const { text } = await ask('serendib', new URL(route.request().url()).pathname)
      await route.fulfill({ contentType: 'text/css', body: withoutLayers(text) })
    })
    await onPhones(page)
    await expect(page.locator('.card').first()).toHaveCSS('background-color', 'rgba(0, 0, 0, 0)')
    const pictures = await page.locator('main svg').all()
    expect(pictures.length).toBeGreaterThan(0)
    for (const one of pictures) expect((await one.boundingBox())?.width).toBeLessThanOrEqual(92)
    const shapes = await page.locator('main .icon').all()
    expect(shapes.length).toBeGreaterThan(0)
    for (const one of shapes) expect((await one.boundingBox())?.width ?? 0).toBe(0)
    await expect(page.locator('.idle-warning')).toHaveCSS('visibility', 'hidden')
  })
})

function withoutLayers(css: string): string {
  let [kept, rest] = ['', css]
  for (let at = rest.indexOf('@layer'); at >= 0; at = rest.indexOf('@layer')) {
    kept += rest.slice(0, at)
    rest = rest.slice(at + endOf(rest.slice(at)))
  }
  return kept + rest
}

function endOf(block: string): number {
  let depth = 0
  for (let place = 0; place < block.length; place += 1) {
    if (block[place] === '{') depth += 1
    if (block[place] === '}' && --depth === 0) return place + 1
    if (block[place] === ';' && depth === 0) return place + 1
  }
  return block.length
}
