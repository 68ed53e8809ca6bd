import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first.ts'

// Test files share their processes, so that libraries are loaded once. What does more than compute has a database for each
// file, and begins anew with it.
const computing = ['tests/domain/**/*.test.ts']
const all = ['tests/**/*.test.ts']

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'domain', include: computing } },
      {
        extends: true,
        test: {
          name: 'records',
          include: all,
          exclude: computing,
          setupFiles: ['tests/support/begin-anew.ts'],
          globalSetup: ['tests/support/database/postgres.ts'],
        },
      },
    ],
    setupFiles: ['tests/support/setup.ts'],
    pool: 'forks',
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Tests that kill processes share the machine's two cores with everything else there.
    retry: process.env.CI ? 1 : 0,
    maxWorkers: 2,
    // No test asserts a time; on a busy machine five starts of a command take half a minute.
    testTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 60_000,
    env: {
      LOG_LEVEL: 'silent',
      // Hundreds of commands are started, each with the same modules: compiled once.
      NODE_COMPILE_CACHE: resolve('.data/compiled'),
      DATABASE_URL: 'postgres://set-by/freshDatabase',
      // Tests of waiting wait on a machine that is busy with others.
      DATABASE_LOCK_SECONDS: '60',
      DATABASE_STATEMENT_SECONDS: '60',
      DATABASE_CONNECT_SECONDS: '60',
      PORTAL_URL: 'http://localhost:3000',
      NEXTAUTH_SECRET: 'a-secret-for-tests-that-is-long-enough',
      DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
      STRIPE_SECRET_KEY: 'sk_test_keyturn',
      STRIPE_WEBHOOK_SECRET: 'whsec_keyturn, whsec_next',
      STRIPE_API_BASE: 'http://127.0.0.1:9',
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'Keyturn <portal@keyturn.example>',
    },
  },
})
