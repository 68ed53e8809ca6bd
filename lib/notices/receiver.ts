import type { Selectable } from 'kysely'
import type { Database } from '#lib/db/client.ts'
import type { Notices } from '#lib/db/schema.generated.ts'
import {
  type ContactChoices,
  isStrangers,
  type NoticeChannel,
  noChoices,
} from '#lib/domain/notice-gate.ts'
import { choicesNow } from './contact-choices.ts'
import { hasStopped } from './stop-stranger.ts'

export type ClaimedNotice = Pick<
  Selectable<Notices>,
  'id' | 'lenderId' | 'kind' | 'channel' | 'recipient' | 'locale' | 'detail' | 'attempts'
>

/** What whoever gets a notice has chosen, and how they are reached today. */
export type Receiver = {
  choices: ContactChoices
  has: { email: boolean; sms: boolean }
  addresses: Partial<Record<NoticeChannel, string | null>>
}

type Addressed = Omit<ClaimedNotice, 'id' | 'attempts' | 'locale' | 'detail'> & {
  borrowerId: string | null
}

export async function receiverOf(db: Database, notice: Addressed): Promise<Receiver> {
  const { lenderId, borrowerId, kind, channel, recipient } = notice
  if (isStrangers(kind)) {
    const isStopped = await hasStopped(db, lenderId, recipient)
    return { ...onlyBy(channel, recipient), choices: { ...noChoices, isStopped } }
  }
  // Queued before notices named their borrower.
  if (borrowerId === null) return { ...onlyBy(channel, recipient), choices: noChoices }
  const { email, nominatedPhone: sms } = await db
    .selectFrom('borrowers')
    .select(['email', 'nominatedPhone'])
    .where('id', '=', borrowerId)
    .where('lenderId', '=', lenderId)
    .executeTakeFirstOrThrow()
  const choices = await choicesNow(db, { lenderId, borrowerId })
  return { choices, has: { email: email !== null, sms: sms !== null }, addresses: { email, sms } }
}

function onlyBy(channel: NoticeChannel, recipient: string) {
  const has = { email: channel === 'email', sms: channel === 'sms' }
  return { has, addresses: { [channel]: recipient } }
}
