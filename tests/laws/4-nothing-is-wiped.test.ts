import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { manualPort } from '#lib/gateways/mdm/manual.ts'
import type { DeviceLockPort } from '#lib/gateways/mdm/port.ts'
import { portFor, providers } from '#lib/gateways/mdm/registry.ts'
import { paid, twoLate } from '#tests/payments/given-payment.ts'
import { givenLoan } from '#tests/support/lender.ts'
import { disputeNews, tell } from '#tests/support/stripe-events.ts'
import { drain, passTime, untilUnlock } from '#tests/support/world.ts'
import { givenLawfulWorld } from './given-lawful-world.ts'
import { matchesIn } from './sources.ts'

const { lender, givenPhone } = await givenLawfulWorld()

describe('4. Nothing is wiped and nobody is shamed', () => {
  const harmful = /wipe|erase|reset|factory|lock(?!Screen)(?!Port)|lost|disable|suspend/i
  const verbs: (keyof DeviceLockPort)[] = [
    'capabilities',
    'issueOfflineCode',
    'readCallback',
    'readDevice',
    'readDevices',
    'requestUnlock',
    'showMessage',
  ]

  test.for(providers)('the port to “%s” has no verb that locks or erases', (provider) => {
    const port = portFor({ lenderId: '', provider, baseUrl: null, secret: null, settings: {} })
    // Whether many phones can be read at once is each provider's own.
    expect(Object.keys({ readDevices: undefined, ...port }).sort()).toEqual(verbs)
    expect(verbs.filter((verb) => harmful.test(verb.replace(/unlock/i, '')))).toEqual([])
    expect([...manualPort({} as never).capabilities.intents]).toEqual([
      'until',
      'indefinite',
      'release',
    ])
  })

  test('the published contract offers no endpoint and no intent that locks or erases', async () => {
    const { paths, components } = JSON.parse(
      await readFile('docs/mdm-http.openapi.json', 'utf8'),
    ) as { paths: Record<string, object>; components: { schemas: object } }
    const offered = Object.entries(paths).flatMap(([path, verbsThere]) =>
      Object.keys(verbsThere).map((verb) => `${verb} ${path}`),
    )
    expect(offered.sort()).toEqual([
      'get /v1/devices/{id}',
      'post /v1/device-readings',
      'post /v1/devices/{id}/messages',
      'post /v1/devices/{id}/offline-codes',
      'post /v1/devices/{id}/unlocks',
    ])
    expect(JSON.stringify(components.schemas)).not.toMatch(/wipe|erase|factory/i)
  })

  test('no line of ours that talks to a lock service asks for more', async () => {
    const sent = await matchesIn(
      ['lib/gateways/mdm', 'lib/workflows', 'lib/worker', 'lib/unlocks'],
      /'\/[a-z-]+'/g,
    )
    const known = ["'/unlocks'", "'/messages'", "'/offline-codes'"]
    // Where a worker says that it is ready.
    const own = ["'/ready'"]
    expect(sent.filter((path) => ![...known, ...own].includes(path))).toEqual([])
    expect(sent).toEqual(expect.arrayContaining(known))
  })

  test('the database knows no intent but to open', async () => {
    const loan = await givenLoan(lender, twoLate())
    await paid(loan)
    await expect(
      sql`update unlocks set intent = 'lock', relock_at = null where loan_id = ${loan.loanId}`.execute(
        database(),
      ),
    ).rejects.toThrow('unlocks_intent_check')
  })

  test('a dispute or a refund asks nothing of the phone', async () => {
    const loan = await givenPhone(lender, twoLate())
    const asked = await paid(loan)
    await drain()
    await untilUnlock(loan, 'confirmed')
    for (const change of ['created', 'funds_withdrawn', 'closed'] as const)
      await tell(disputeNews(change, asked))
    await passTime()
    expect(loan.phone()).toMatchObject({ locked: false })
    expect(loan.phone().heardCommands).toHaveLength(1)
  })
})
