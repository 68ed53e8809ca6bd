import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const mark = /^\s*'use server'/m

test('an action closes over nothing: whole files are actions, so no page carries anything that must be secret', () => {
  const files = globSync('{app,components}/**/*.{ts,tsx}').filter((file) =>
    mark.test(readFileSync(file, 'utf8')),
  )
  expect(files.length).toBeGreaterThan(10)
  for (const file of files) {
    const text = readFileSync(file, 'utf8')
    expect(text.startsWith("'use server'"), file).toBe(true)
    expect(text.match(/^\s*'use server'/gm), file).toHaveLength(1)
  }
})

test('every build names its actions by the same key', async () => {
  await import(/* @vite-ignore */ `${process.cwd()}/next.config.ts`)
  expect(process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY).toBe(
    'lTsaCjLbZyv0rTsxt1euY34xu7RF2ZdpM5nJ0wrLXOc=',
  )
})
