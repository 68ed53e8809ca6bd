import type { Database } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { isOpenedByHand, providers } from '#lib/gateways/mdm/registry.ts'
import { methods, type Way } from './challenge.ts'

const showing = providers.filter((provider) => !isOpenedByHand(provider))

/**
 * The ways in which the borrowers of a lender can prove who they are; the same for all of them. No code comes on the screen
 * of phones that are opened by hand, and none by text where nothing sends texts.
 */
export async function waysOfLender(db: Database, lenderId: string): Promise<Way[]> {
  const connection = await db
    .selectFrom('mdmConnections')
    .select('provider')
    .where('lenderId', '=', lenderId)
    .where('provider', 'in', showing)
    .executeTakeFirst()
  const missing: Way[] = [
    ...(connection ? [] : (['lock_screen'] as const)),
    ...(env().SMS_URL ? [] : (['sms'] as const)),
  ]
  return methods.filter((way) => !missing.includes(way))
}

/** The same as sentences about them ask for it. */
export function waysInWords(ways: readonly Way[]): { canText: string; hasScreen: string } {
  const yesOrNo = (way: Way) => (ways.includes(way) ? 'yes' : 'no')
  return { canText: yesOrNo('sms'), hasScreen: yesOrNo('lock_screen') }
}
