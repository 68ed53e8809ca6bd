import type { Page } from '@playwright/test'

/** What a page says, markup and all, without what differs in every answer and without `own`, what was typed or asked for. */
export async function bodyOf(page: Page, own: string): Promise<string> {
  const html = await page.content()
  return html
    .replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, '')
    .replace(/<(style|link|meta)\b[^>]*>/g, '')
    .replaceAll(own, 'OWN')
    .replaceAll(encodeURIComponent(own), 'OWN')
}
