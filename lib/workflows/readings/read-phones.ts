import { database } from '#lib/db/client.ts'
import { addJob, type Jobs } from '#lib/db/jobs.ts'
import { transaction } from '#lib/db/transaction.ts'
import { lockServiceOf } from '#lib/gateways/mdm/lock-service.ts'
import type {
  DeviceLockPort,
  DeviceRef,
  DeviceSnapshot,
  ErrorClass,
  Reading,
} from '#lib/gateways/mdm/port.ts'
import { type ClaimedPhone, claimPhonesToRead } from '#lib/unlocks/claim-readings.ts'
import { confirmByEvidence } from '#lib/workflows/unlocks/confirm-by-evidence.ts'

// Then the slot goes to whoever waits for it, and this job waits in line again.
const longestMs = 10_000

/** Reads the phones of one lock service that are due, locked ones first, as fast as its connection allows. */
export default async function readPhones(connection: Jobs['read-phones']): Promise<void> {
  const service = await serviceOf(connection.connectionId)
  if (!service) return
  const port = await lockServiceOf(service.lenderId, service.provider)
  const startedAt = Date.now()
  while (Date.now() - startedAt < longestMs) {
    const phones = await claimPhonesToRead(database(), {
      ...service,
      now: Temporal.Now.instant(),
      most: port.capabilities.readsAtOnce * port.capabilities.readBatch,
    })
    if (phones.length === 0) return
    const isTakingMore = await readAll(port, service.lenderId, phones)
    if (!isTakingMore) return
  }
  await addJob(database(), 'read-phones', connection, {
    key: `readings:${connection.connectionId}`,
  })
}

function serviceOf(connectionId: string) {
  return database()
    .selectFrom('mdmConnections')
    .select(['lenderId', 'provider'])
    .where('id', '=', connectionId)
    .where('pausedAt', 'is', null)
    .executeTakeFirst()
}

/** False when the service is silent, or wants us to be slower: then the rest has time until the next round. */
async function readAll(
  port: DeviceLockPort,
  lenderId: string,
  phones: ClaimedPhone[],
): Promise<boolean> {
  const { readBatch } = port.capabilities
  const batches = Array.from({ length: Math.ceil(phones.length / readBatch) }, (_, index) =>
    phones.slice(index * readBatch, (index + 1) * readBatch),
  )
  const answers = await Promise.all(batches.map((batch) => readBatchOf(port, lenderId, batch)))
  return answers.every((error) => error === undefined || !pausing.includes(error))
}

const pausing: readonly ErrorClass[] = [
  'network_before_send',
  'ambiguous',
  'provider_down',
  'rate_limited',
  'auth_expired',
  'config',
]

async function readBatchOf(
  port: DeviceLockPort,
  lenderId: string,
  phones: ClaimedPhone[],
): Promise<ErrorClass | undefined> {
  const reading = await read(port, phones)
  if (!reading.ok) return reading.error.class
  const now = Temporal.Now.instant()
  for (const phone of phones) {
    const snapshot = reading.value.get(phone.providerDeviceId)
    if (!snapshot) continue
    const dedupeKey = `read:${phone.deviceId}:${now.epochMilliseconds}`
    const { deviceId } = phone
    await transaction((tx) =>
      confirmByEvidence(tx, {
        deviceId,
        lenderId,
        source: 'status_read',
        dedupeKey,
        snapshot,
        now,
      }),
    )
  }
  return undefined
}

async function read(
  port: DeviceLockPort,
  phones: DeviceRef[],
): Promise<Reading<Map<string, DeviceSnapshot>>> {
  const [phone] = phones
  if (port.readDevices && phones.length > 1) return port.readDevices(phones)
  if (!phone) return { ok: true, value: new Map() }
  const one = await port.readDevice(phone)
  return one.ok ? { ok: true, value: new Map([[phone.providerDeviceId, one.value]]) } : one
}
