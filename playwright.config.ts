import { resolve } from 'node:path'
import { defineConfig, devices } from '@playwright/test'

// Beside the demo of a developer at work, never in its way.
const first = Number(process.env.JOURNEYS_PORT ?? 3300)
const folder = first === 3300 ? 'journeys' : `journeys-${first}`
const ports = {
  PORT: `${first}`,
  WORLD_PORT: `${first + 100}`,
  SMTP_PORT: `${first + 125}`,
}
Object.assign(process.env, ports, {
  DATA_DIR: `.data/${folder}`,
  // The demo's modules and the tests' are compiled once.
  NODE_COMPILE_CACHE: resolve('.data/compiled'),
})

const launchOptions = {
  ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
}

// As small as a cheap phone's window, but not as dense: 20 times the dots to draw would show nothing more.
const small = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 1 }
const phone = { ...devices['Galaxy S9+'], ...small, launchOptions }
const laptop = { viewport: { width: 1280, height: 800 }, launchOptions }

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: true,
  workers: 3,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  // Elsewhere a flaky test fails; here it is counted as flaky and named.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list'], ['json', { outputFile: `test-results/${folder}.json` }]],
  outputDir: `test-results/${folder}`,
  use: { launchOptions, trace: 'on-first-retry', locale: 'en-GB', timezoneId: 'UTC' },
  projects: [
    { name: 'phone', testIgnore: 'faults/**', use: phone },
    // What is the same at any size is tried on the phone alone.
    { name: 'laptop', testIgnore: 'faults/**', grep: /@laptop/, use: laptop },
    {
      // These break the outside world, so they come when nobody else is in it, one after another.
      name: 'faults',
      testMatch: 'faults/*.spec.ts',
      dependencies: process.env.JOURNEYS_DEMO ? [] : ['phone', 'laptop'],
      fullyParallel: false,
      workers: 1,
      use: phone,
    },
  ],
  // JOURNEYS_DEMO=running: against a demo that was started by hand with the settings above.
  ...(process.env.JOURNEYS_DEMO
    ? {}
    : {
        webServer: {
          command: 'node lib/demo/main.ts --fresh',
          wait: { stdout: /Keyturn is up/ },
          timeout: 180_000,
          stdout: 'ignore',
          stderr: 'pipe',
          gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
        },
      }),
})
