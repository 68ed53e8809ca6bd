import { currentLender } from '#app/current-lender.ts'
import { database } from '#lib/db/client.ts'
import { isoMoment } from '#lib/domain/moment.ts'
import { statementKeysOf } from '#lib/statements/queries.ts'

export async function GET(): Promise<Response> {
  const lender = await currentLender()
  if (!lender) return Response.json({ error: { code: 'not_found' } }, { status: 404 })
  const keys = await statementKeysOf(database(), lender.id)
  return Response.json({
    lender: lender.name,
    algorithm: 'Ed25519',
    keys: keys.map(({ name, publicKey, firstUsedAt }) => ({
      name,
      publicKey: publicKey.toString('base64url'),
      since: isoMoment(firstUsedAt),
    })),
  })
}
