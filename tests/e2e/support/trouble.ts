import type { Page } from '@playwright/test'

/** Unfolds a way out of trouble where each is a line; in the table, where there is room for one, all is said. */
export async function unfold(page: Page, way: string): Promise<void> {
  const line = page.locator('summary').filter({ hasText: way })
  if (await line.isVisible()) await line.click()
}
