import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

type WaitingPayer = { longestMs(): Promise<number> }

/** Somebody who wants a loan of the book again and again, as one who pays does, until asked how long it took at most. */
export async function waitingPayer(url: string): Promise<WaitingPayer> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query<{ id: string }>('select id from loans order by random()')
  let longest = 0
  let isOver = false

  async function pay(): Promise<void> {
    for (let turn = 0; !isOver; turn += 1) {
      const id = rows[turn % Math.max(rows.length, 1)]?.id
      const startedAt = performance.now()
      await client.query('begin')
      await client.query('select from loans where id = $1 for no key update', [id])
      await client.query('rollback')
      longest = Math.max(longest, performance.now() - startedAt)
      await sleep(5)
    }
    await client.end()
  }

  const paying = pay()
  return {
    async longestMs() {
      isOver = true
      await paying
      return longest
    },
  }
}
