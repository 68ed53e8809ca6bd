import { ask } from '#tests/support/http.ts'
import { givenOpenPayments } from './books.ts'
import { oneByOne } from './measure.ts'
import { say } from './say.ts'
import { asBorrower } from './signed-in.ts'
import type { Stack } from './stack.ts'
import { paidWebhook } from './webhook.ts'

/** How long one request took, with the size of the book that may not show in it. */
export type Timing = { name: string; ms: number; aim: string }

/** The borrower's page and the paid webhook, one after another. */
export async function borrowerTimes(stack: Stack, scale: number): Promise<Timing[]> {
  const headers = await asBorrower(stack)
  const payments = await givenOpenPayments(stack.pool, 100, 600)
  const post = (index: number) =>
    ask(`${stack.portal}/api/webhooks/stripe`, {
      method: 'POST',
      ...paidWebhook(payments[index]?.paymentId ?? ''),
    })
  const page = await pageTime(stack, { path: '/phones', headers, scale })
  await oneByOne(100, post)
  const webhook = (await oneByOne(400 * scale, (index) => post(index + 100))).p50
  return [
    { name: '(e) phone page', ms: page, aim: '≤ 1.20' },
    { name: '    webhook', ms: webhook, aim: '≤ 1.20' },
  ]
}

type Asked = { path: string; headers: Record<string, string>; scale: number }

/** Ms of a page, one request after another. */
export async function pageTime(stack: Stack, { path, headers, scale }: Asked): Promise<number> {
  const page = async () => {
    const { status } = await ask(stack.portal + path, { headers })
    if (status !== 200) throw new Error(`${path}: ${status}`)
  }
  await oneByOne(100, page)
  return (await oneByOne(600 * scale, page)).p50
}

/** Says of each what a larger book costs it. */
export function sayGrowth(few: Timing[], many: Timing[], loans: number): void {
  for (const [index, { name, ms, aim }] of few.entries()) {
    const large = many[index]?.ms ?? Number.NaN
    const figure = `${ms.toFixed(2)} and ${large.toFixed(2)}; ratio ${(large / ms).toFixed(2)}`
    say(`${name}, ms, 1,000 and ${loans.toLocaleString('en')} loans`, figure, aim)
  }
}
