import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** What a process whose whole environment this is makes of the account. */
function accountIn(settings: Record<string, string>, program: string) {
  const code = `
    import { installationAccount, providerOf } from '#lib/gateways/psp/registry.ts'
    ${program}`
  const { PATH = '' } = process.env
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    env: { NODE_ENV: 'test', PATH, ...settings },
    encoding: 'utf8',
  })
  return stdout.trim() || stderr
}

const key = { STRIPE_SECRET_KEY: 'sk_test_x' }

test('who hears no events needs no secret of theirs to ask the provider', () => {
  const ask = `console.log(typeof providerOf(installationAccount()).readMoney)`
  expect(accountIn(key, ask)).toBe('function')
  expect(accountIn({}, ask)).toContain('STRIPE_SECRET_KEY: is missing')
})

test('who hears them does, and is told by name', () => {
  const secrets = `console.log(installationAccount().webhookSecrets.join())`
  expect(accountIn({ ...key, STRIPE_WEBHOOK_SECRET: 'whsec_a,whsec_b' }, secrets)).toBe(
    'whsec_a,whsec_b',
  )
  expect(accountIn(key, secrets)).toContain('STRIPE_WEBHOOK_SECRET: is missing')
})
