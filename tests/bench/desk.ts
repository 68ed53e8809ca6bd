import { pageTime, type Timing } from './growth.ts'
import { besideFloor } from './measure.ts'
import { say } from './say.ts'
import { asStaff, type Headers } from './signed-in.ts'
import type { Stack } from './stack.ts'

/** The desk's busiest pages a second. */
export async function desk(stack: Stack): Promise<void> {
  const headers = await asStaff(stack)
  for (const { name, path } of await deskPages(stack))
    say(`(f) ${name}, requests a second`, await besideFloor(stack.portal, path, headers), '—')
}

/** The same pages, one request after another. */
export async function deskTimes(stack: Stack, scale: number): Promise<Timing[]> {
  const headers: Headers = await asStaff(stack)
  const times: Timing[] = []
  for (const { name, path } of await deskPages(stack))
    times.push({
      name: `(f) ${name}`,
      ms: await pageTime(stack, { path, headers, scale }),
      aim: '—',
    })
  return times
}

async function deskPages({ pool }: Stack) {
  const loan = await pool.query(`select id from loans where loan_number = 'L7'`)
  return [
    { name: 'desk: work list', path: '/desk' },
    { name: 'desk: loan page', path: `/desk/loans/${loan.rows[0].id}` },
  ]
}
