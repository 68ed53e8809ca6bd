import { database, pool } from '#lib/db/client.ts'
import { addJob } from '#lib/db/jobs.ts'
import { migrate } from '#lib/db/migrate.ts'
import { transaction } from '#lib/db/transaction.ts'
import { makePayLink } from '#lib/payments/links/pay-link.ts'
import { addDemoStaff } from './book/add-staff.ts'
import { demoPhones, loadDemoBook } from './book/book.ts'
import { ports } from './environment.ts'

const world = `http://127.0.0.1:${ports.world}`

/** The demo's database: newest schema, loan book, a pay link for every phone. What happened since stays. */
export async function prepareLoanBook(): Promise<void> {
  await migrate(pool())
  await loadDemoBook({ worldUrl: world })
  await addDemoStaff()
  const devices = await database().selectFrom('devices').select(['id', 'lenderId']).execute()
  // One by one: together they would hold every phone while evidence of them may be arriving.
  for (const { id: deviceId, lenderId } of devices)
    await transaction((tx) => makePayLink(tx, { lenderId, deviceId, actor: 'keyturn' }))
}

/** Gives the sandbox MDM its phones, each with the link that its lock screen shows. Phones it knows keep their state. */
export async function enrolPhones(): Promise<void> {
  const links = await database()
    .selectFrom('payLinks')
    .innerJoin('devices', 'devices.id', 'payLinks.deviceId')
    .innerJoin('lenders', 'lenders.id', 'devices.lenderId')
    .select(['payLinks.code', 'devices.providerDeviceId', 'lenders.slug', 'lenders.host'])
    .where('payLinks.purpose', '=', 'lock_screen')
    .where('payLinks.revokedAt', 'is', null)
    .execute()
  const linkOf = new Map(
    links.map(({ slug, providerDeviceId, host, code }) => [
      `${slug}/${providerDeviceId}`,
      `http://${host}:${ports.web}/p/${code}`,
    ]),
  )
  const byLender = Map.groupBy(demoPhones(), (phone) => phone.lenderSlug)
  for (const [slug, phones] of byLender) {
    const body = JSON.stringify({
      phones: phones.map((phone) => ({ ...phone, payLink: linkOf.get(`${slug}/${phone.id}`) })),
    })
    const answer = await fetch(`${world}/mdm/${slug}/phones`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    if (!answer.ok)
      throw new Error(
        `The sandbox lock service did not take the phones of ${slug}: ${await answer.text()}`,
      )
  }
  await lookAtPhones()
}

// The worker may have asked before the phones were there.
async function lookAtPhones(): Promise<void> {
  await transaction(async (tx) => {
    const devices = await tx.selectFrom('devices').select('id').execute()
    for (const { id: deviceId } of devices)
      await addJob(tx, 'read-device', { deviceId }, { key: `device:${deviceId}` })
  })
}
