import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const chosen = {
  all: { type: 'tag', values: tags },
  colours: { type: 'rule', values: ['color-contrast'] },
} as const

type Options = Parameters<AxeBuilder['options']>[0]
type Axe = { run(context: Document, options: Options): ReturnType<AxeBuilder['analyze']> }

export type Rules = keyof typeof chosen

const ofAxe = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'))
const source = readFileSync(ofAxe.resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds in the page, by all its rules or by those of colours alone. Once it was brought to a page it stays there. */
export async function barriersOf(page: Page, rules: Rules): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in window)
  if (!isThere) await page.evaluate(source)
  const options: Options = {
    runOnly: { ...chosen[rules], values: [...chosen[rules].values] },
    resultTypes: ['violations'],
  }
  return page.evaluate(found, options)
}

// Runs in the page, and tells only of what is wrong.
async function found(options: Options): Promise<string[]> {
  const { axe } = window as unknown as { axe: Axe }
  const { violations } = await axe.run(document, options)
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id}: ${help} in ${html.slice(0, 200)}`),
  )
}
