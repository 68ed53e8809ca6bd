import type { Page } from '@playwright/test'

/** What a page shows, markup and all, without `own`, what was typed or asked for, and without the name of its sending. */
export async function bodyOf(page: Page, own: string): Promise<string> {
  await page.locator('h1').waitFor()
  const parts = await page.locator('header, main, footer').all()
  const markup = await Promise.all(parts.map((part) => part.innerHTML()))
  const shown = markup.join('\n').replaceAll(/turn=[0-9a-f-]{36}/g, 'turn=')
  return shown.replaceAll(own, 'OWN').replaceAll(encodeURIComponent(own), 'OWN')
}
