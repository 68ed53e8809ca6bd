import { randomUUID } from 'node:crypto'
import { Logger, runOnce } from 'graphile-worker'
import { expect, test } from 'vitest'
import { createPool, database } from '#lib/db/client.ts'
import { addJob } from '#lib/db/jobs.ts'
import { env } from '#lib/env.ts'
import { freshDatabase } from '#tests/support/database/database.ts'

await freshDatabase()

test('what somebody waits for goes before a heap of what nobody does', async () => {
  for (let number = 0; number < 20; number += 1) {
    await addJob(database(), 'check-unlock', { unlockId: randomUUID() })
    await addJob(database(), 'send-notice', { noticeId: randomUUID() })
  }
  await addJob(database(), 'psp-event', { eventId: 'paid' })
  await addJob(database(), 'send-unlock', { unlockId: randomUUID() })
  const done: string[] = []
  const task = async (_payload: unknown, { job }: { job: { task_identifier: string } }) => {
    done.push(job.task_identifier)
  }
  const pgPool = createPool(env().DATABASE_URL, 2, { driverTypes: true })
  await runOnce({
    pgPool,
    concurrency: 1,
    taskList: {
      'check-unlock': task,
      'send-notice': task,
      'psp-event': task,
      'send-unlock': task,
    },
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
  })
  await pgPool.end()
  expect(done.slice(0, 2)).toEqual(['psp-event', 'send-unlock'])
  expect(done).toHaveLength(42)
})
