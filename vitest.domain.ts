import { defineConfig } from 'vitest/config'

/** What mutants of the rules are tried by: neither a database nor a world. */
export default defineConfig({
  test: {
    include: ['tests/domain/**/*.test.ts'],
    setupFiles: ['tests/support/setup.ts', 'tests/mutation/setup.ts'],
    testTimeout: 60_000,
    isolate: false,
    env: { MOST_EXAMPLES: '30' },
  },
})
