import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { ask } from '#tests/support/http.ts'
import { givenOpenPayments } from './books.ts'
import { besideFloor, weightOf } from './measure.ts'
import { say } from './say.ts'
import { asBorrower, type Headers } from './signed-in.ts'
import type { Stack } from './stack.ts'

/** The signed-in phone page a second, its queries, and what a browser loads for the heaviest pages. */
export async function pages(stack: Stack): Promise<void> {
  const headers = await asBorrower(stack)
  const phones = await besideFloor(stack.portal, '/phones', headers)
  say('(c) signed-in phone page, requests a second', phones, '≥ 0.60')
  say('    queries for it', `${await queriesPerPage(stack, headers)}`, '≤ 3')
  await weights(stack, headers)
}

// The heaviest pages among them: the amounts, and the timeline that changes by itself.
async function weights(stack: Stack, headers: Headers): Promise<void> {
  const empty = await weightOf(stack.portal, '/empty', headers)
  const [payment] = await givenOpenPayments(stack.pool, 7, 1)
  const device = await stack.pool.query(`select id from devices where provider_device_id = 'dev-7'`)
  const heavy: [name: string, path: string, who: Headers][] = [
    ['phones', '/phones', headers],
    ['amounts', `/phones/${device.rows[0].id}/pay`, headers],
    ['timeline', `/payments/${payment?.paymentId}`, headers],
    ['sign-in', '/sign-in', { host: 'bench.localhost' }],
    ['help', '/help', { host: 'bench.localhost' }],
  ]
  for (const [name, path, who] of heavy) {
    const { scriptKb, pageKb } = await weightOf(stack.portal, path, who)
    const scripts = `${scriptKb.toFixed(1)}; empty page ${empty.scriptKb.toFixed(1)}`
    const page = `${pageKb.toFixed(1)}; empty page ${empty.pageKb.toFixed(1)}`
    say(`(d) ${name}: scripts, kB gzipped`, scripts, '≤ 165')
    say(`    ${name}: HTML and CSS, kB gzipped`, page, '≤ 30')
  }
  await stack.pool.query('delete from payments where id = $1', [payment?.paymentId])
}

// PostgreSQL itself says which queries it was asked, in its log.
async function queriesPerPage(stack: Stack, headers: Headers): Promise<number> {
  const count = 20
  const logAll = async (value: string) => {
    await stack.pool.query(`alter system set log_statement = '${value}'`)
    await stack.pool.query('select pg_reload_conf()')
    await sleep(500)
  }
  const asked = () =>
    readFileSync('.data/bench/postgres/server.log', 'utf8').split('LOG:  execute').length
  await logAll('all')
  const before = asked()
  for (let index = 0; index < count; index += 1) await ask(`${stack.portal}/phones`, { headers })
  await sleep(500)
  const after = asked()
  await logAll('none')
  return (after - before) / count
}
