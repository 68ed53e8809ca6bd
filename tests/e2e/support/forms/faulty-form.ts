import type { Browser, Locator, Page } from '@playwright/test'

/** Sends a form so that something is wrong with it, as often as it is called. */
export type Send = () => Promise<unknown>
/** Comes to a form. */
export type Come = (page: Page, browser: Browser) => Promise<Send>

/** Presses the last button of a form, or of the first on the page that is checked by us. */
export function lastOf(
  page: Page,
  form: Locator = page.locator('main form[novalidate]').first(),
): Send {
  return () => form.locator('button').last().click()
}
