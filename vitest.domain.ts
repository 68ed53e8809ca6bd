import { defineConfig } from 'vitest/config'

/** What mutants of the rules are tried by: neither a database nor a world. `MUTATION_TESTS`: only by these. */
export default defineConfig({
  test: {
    include: [process.env.MUTATION_TESTS ?? 'tests/domain/**/*.test.ts'],
    setupFiles: ['tests/support/setup.ts', 'tests/mutation/setup.ts'],
    testTimeout: 60_000,
    isolate: false,
    env: { MOST_EXAMPLES: '30' },
  },
})
