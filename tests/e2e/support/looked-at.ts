import { expect, type Page, test } from '@playwright/test'
import { barriersOf, type Rules } from './barriers.ts'

/**
 * A page as it stands: nothing for axe to find, in English by night either, an edge in forced colours where a background tells apart, nothing cut off or sticking out, no amount of a
 * table broken, no scrolling sideways down to 320 px, nor at 360 px with letters twice as large. With PICTURES=1 leaves a
 * picture of it by day and by night in test-results/pages.
 */
export async function lookedAt(page: Page, name: string): Promise<void> {
  await test.step(`look at ${name}`, async () => {
    // What axe reads, and the colours, are the same at every size; colours in every language, too.
    const isLaptop = test.info().project.name === 'laptop'
    if (!isLaptop) await expectNoBarriers(page, name, 'all')
    await picture(page, `${name}-light`)
    await expectNothingSticksOut(page, name)
    // The desk is worked at with a larger screen.
    const isDesk = new URL(page.url()).pathname.startsWith('/desk')
    if (!isLaptop && !isDesk) await expectNothingSticksOutLarge(page, name)
    const isEnglish = (await page.locator('html').getAttribute('lang')) === 'en'
    if (process.env.PICTURES || (isEnglish && !isLaptop)) await byNight(page, name)
    if (isEnglish && !isLaptop) await expectEdges(page, name)
  })
}

/** What looks for barriers runs in the page, so it looks while scripts are on. */
export const lookingWith = (javaScriptEnabled: boolean) => async (page: Page, name: string) => {
  if (javaScriptEnabled) await lookedAt(page, name)
}

async function byNight(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoBarriers(page, `${name} by night`, 'colours')
  await picture(page, `${name}-dark`)
  await page.emulateMedia({ colorScheme: 'light' })
}

async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.PICTURES) return
  const path = `test-results/pages/${test.info().project.name}/${name}.png`
  await page.screenshot({ path, fullPage: true, animations: 'disabled' })
}

async function expectNoBarriers(page: Page, name: string, rules: Rules): Promise<void> {
  expect(await atRest(page, () => barriersOf(page, rules)), name).toEqual([])
}

// A page that renews itself, or is still on its way after a click, may leave while it is read: then once more.
async function atRest<Found>(page: Page, read: () => Promise<Found>): Promise<Found> {
  await page.waitForLoadState()
  return read().catch(async () => {
    await page.waitForLoadState()
    return read()
  })
}

/** Text as large as a browser makes it when asked for twice its size, where nothing else changes. */
export async function atTwiceItsSize(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%'
  })
}

export async function expectNothingSticksOut(
  page: Page,
  name: string,
  widths?: readonly number[],
): Promise<void> {
  const usual = page.viewportSize() ?? { width: 360, height: 740 }
  for (const width of widths ?? [320, usual.width]) {
    await page.setViewportSize({ ...usual, width })
    const found = await atRest(page, () => page.evaluate(stickingOut, 'usual' as const))
    expect(found, `${name} at ${width} px`).toEqual([])
  }
}

// In a browser whose letters are 32 px all sizes follow, those at which styles change among them.
async function expectNothingSticksOutLarge(page: Page, name: string): Promise<void> {
  const browser = await page.context().newCDPSession(page)
  const lettersOf = (standard: number) =>
    browser.send('Page.setFontSizes', { fontSizes: { standard, fixed: standard } })
  await lettersOf(32)
  const found = await atRest(page, () => page.evaluate(stickingOut, 'large' as const))
  await lettersOf(16)
  await browser.detach()
  expect(found, `${name} with letters twice as large`).toEqual([])
}

// Runs in the page: what reaches over the window's edge or its card's, or is cut off. What is only read aloud is cut off on purpose.
function stickingOut(letters: 'usual' | 'large' = 'usual'): string[] {
  const linesOf = (element: Element) =>
    new Set([...element.getClientRects()].map(({ top }) => Math.round(top))).size
  const width = document.documentElement.clientWidth
  const found = document.documentElement.scrollWidth > width ? ['the page scrolls sideways'] : []
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    if (!element.checkVisibility() || element.closest('.sr-only, .skip-link, svg, wbr')) continue
    const { left, right } = element.getBoundingClientRect()
    const edges = element.parentElement?.closest('section')?.getBoundingClientRect()
    const isOutside = left < (edges?.left ?? 0) - 0.5 || right > (edges?.right ?? width) + 0.5
    const isCut =
      getComputedStyle(element).overflowX !== 'visible' &&
      element.scrollWidth > element.clientWidth + 1 &&
      element.tagName !== 'INPUT'
    // A figure in a table is read down its column.
    const isBroken = letters === 'usual' && element.matches('td bdi.amount') && linesOf(element) > 1
    if (isOutside || isCut || isBroken) found.push(element.outerHTML.slice(0, 160))
  }
  return found
}

// Who has a browser force its colours sees no background and no shadow.
export async function expectEdges(page: Page, name: string): Promise<void> {
  const found = await atRest(page, async () => {
    await page.evaluate(findToldApart)
    await page.emulateMedia({ forcedColors: 'active' })
    return page.evaluate(withoutEdge)
  })
  await page.emulateMedia({ forcedColors: 'none' })
  expect(found, `${name} in forced colours`).toEqual([])
}

// Runs in the page: controls and panels that stand out by their background or shadow. A band as wide as the page is neither.
function findToldApart(): void {
  const clear = 'rgba(0, 0, 0, 0)'
  const colourOf = (element: Element) => getComputedStyle(element).backgroundColor
  const behind = (element: Element): string => {
    for (let at = element.parentElement; at; at = at.parentElement)
      if (colourOf(at) !== clear) return colourOf(at)
    return clear
  }
  const isOwn = (element: Element) =>
    (colourOf(element) !== clear && colourOf(element) !== behind(element)) ||
    getComputedStyle(element).boxShadow !== 'none'
  const isPanel = (element: Element) => {
    const { width, height } = element.getBoundingClientRect()
    return height >= 16 && width >= 16 && width < document.documentElement.clientWidth
  }
  const apart = [...document.body.querySelectorAll('*')].filter(
    (element) =>
      element.checkVisibility() &&
      !element.closest('.sr-only, .skip-link, svg, .icon') &&
      isPanel(element) &&
      isOwn(element),
  )
  Object.assign(globalThis, { toldApart: apart })
}

// Runs in the page afterwards.
function withoutEdge(): string[] {
  const isDrawn = (style: string, width: string) => style !== 'none' && Number.parseFloat(width) > 0
  const hasEdge = (element: Element) => {
    const at = getComputedStyle(element)
    return (
      isDrawn(at.borderTopStyle, at.borderTopWidth) ||
      isDrawn(at.borderBottomStyle, at.borderBottomWidth) ||
      isDrawn(at.outlineStyle, at.outlineWidth)
    )
  }
  const { toldApart = [] } = globalThis as typeof globalThis & { toldApart?: Element[] }
  return toldApart
    .filter((element) => element.isConnected && element.checkVisibility() && !hasEdge(element))
    .map((element) => element.outerHTML.slice(0, 120))
}
