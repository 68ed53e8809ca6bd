import type { Page } from '@playwright/test'

/** Follows a link to a file and gives the file's name and text. */
export async function saved(page: Page, link: string): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: link, exact: true }).last().click(),
  ])
  const parts = await (await file.createReadStream()).toArray()
  return { name: file.suggestedFilename(), text: Buffer.concat(parts).toString() }
}
