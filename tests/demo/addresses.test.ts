import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { demoEnvironment, noteAddresses, notedAddresses } from '#lib/demo/environment.ts'

const folder = await mkdtemp(join(tmpdir(), 'demo-'))
afterAll(() => rm(folder, { recursive: true }))
const environment = demoEnvironment({ url: (name) => `postgres://127.0.0.1/${name}` })

test('commands on the demo’s data learn where its parts answer, and nothing secret', () => {
  expect(notedAddresses(folder)).toEqual({})
  noteAddresses(folder, { ...environment, PORTAL_URL: 'http://localhost:4711' })
  expect(notedAddresses(folder)).toEqual({
    PORTAL_URL: 'http://localhost:4711',
    STRIPE_API_BASE: environment.STRIPE_API_BASE,
    SMTP_URL: environment.SMTP_URL,
    SMS_URL: environment.SMS_URL,
  })
})
