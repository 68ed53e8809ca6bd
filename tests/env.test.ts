import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** The settings of a process started with this, or what it said when it would not start. */
function started(name: string, value: string) {
  const program = "import { env } from '#lib/env.ts'; console.log(JSON.stringify(env()))"
  const environment = { ...process.env, [name]: value }
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', program],
    { env: environment, encoding: 'utf8' },
  )
  return status === 0 ? JSON.parse(stdout)[name] : stderr
}

test.for([
  ['whsec_one', ['whsec_one']],
  ['whsec_new,whsec_old', ['whsec_new', 'whsec_old']],
  [' whsec_new , whsec_old ', ['whsec_new', 'whsec_old']],
] as const)('the webhook secrets %j are %j', ([given, secrets]) => {
  expect(started('STRIPE_WEBHOOK_SECRET', given)).toEqual(secrets)
})

test.for(['whsec_one,', 'whsec_one,sk_test_two', 'whsec_one;whsec_two x', 'secret', ','])(
  'the webhook secrets %j are refused by name',
  (given) => {
    expect(started('STRIPE_WEBHOOK_SECRET', given)).toContain('STRIPE_WEBHOOK_SECRET')
  },
)
