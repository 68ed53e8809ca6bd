import { defineConfig } from 'vitest/config'
import all from './vitest.config.ts'

const { projects: _, ...test } = all.test ?? {}

/**
 * What mutants of what is kept are tried by: the database, without what starts processes of its own. `MUTATION_TESTS`: only
 * by these, divided by commas.
 */
export default defineConfig({
  test: {
    ...test,
    include: process.env.MUTATION_TESTS?.split(',') ?? ['tests/**/*.test.ts'],
    exclude: ['tests/{domain,demo,chaos,contract,components,i18n,support,bench}/**'],
    globalSetup: ['tests/support/database/postgres.ts'],
  },
})
