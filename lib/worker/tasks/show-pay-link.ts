import { closeByItself } from '#lib/cases/close-by-itself.ts'
import { openCase } from '#lib/cases/open-case.ts'
import type { Jobs } from '#lib/db/jobs.ts'
import { type Tx, transaction } from '#lib/db/transaction.ts'
import type { ErrorClass, LockError } from '#lib/gateways/mdm/port.ts'
import { isWorthRetrying, showOnLockScreen } from '#lib/gateways/mdm/show-on-lock-screen.ts'
import { portalUrl } from '#lib/http/portal-url.ts'
import {
  type ClaimedPayLink,
  claimPayLink,
  noteLinkNotShown,
  noteLinkShown,
} from '#lib/payments/links/claim-pay-link.ts'
import { payLinkWords } from '#lib/payments/links/pay-link-words.ts'

/** Has the lock service show a phone's new pay link in place of the one before; what it never takes is put before a person. */
export default async function showPayLink({ payLinkId }: Jobs['show-pay-link']): Promise<void> {
  const startedAt = Temporal.Now.instant()
  const claimed = await transaction((tx) => claimPayLink(tx, payLinkId, startedAt))
  if (!claimed) return
  const link = `${portalUrl(claimed.host)}/p/${claimed.code}`
  const error = await showOnLockScreen(claimed, {
    ...payLinkWords(claimed.locale, claimed.isFirst ? 'first' : 'newer'),
    link,
  })
  await transaction((tx) => (error ? fail(tx, claimed, error) : succeed(tx, claimed)))
}

async function succeed(tx: Tx, claimed: ClaimedPayLink): Promise<void> {
  const now = Temporal.Now.instant()
  if (!(await noteLinkShown(tx, claimed, now))) return
  const { lenderId } = claimed
  for (const dedupeKey of [caseOfPhone(claimed), caseOfService(claimed)])
    await closeByItself(tx, { lenderId, dedupeKey, now })
}

async function fail(tx: Tx, claimed: ClaimedPayLink, error: LockError): Promise<void> {
  const { class: failure } = error
  const isFinal = !isWorthRetrying(error)
  const now = Temporal.Now.instant()
  if ((await noteLinkNotShown(tx, claimed, { failure, isFinal, now })) !== 'gave_up') return
  const { lenderId, loanId, provider } = claimed
  const about = aboutThePhone.includes(failure)
    ? { loanId, dedupeKey: caseOfPhone(claimed) }
    : { dedupeKey: caseOfService(claimed) }
  const detail = { failure, provider }
  await openCase(tx, { ...about, lenderId, kind: 'pay_link_not_shown', detail })
}

// Anything else keeps the links of all its phones from being shown: one thing for a person to mend.
const aboutThePhone: readonly ErrorClass[] = [
  'not_found',
  'invalid_request',
  'device_state_terminal',
  'other_agent',
  'needs_person',
]

function caseOfPhone({ loanId }: ClaimedPayLink): string {
  return `pay_link_not_shown:${loanId}`
}

function caseOfService({ lenderId, provider }: ClaimedPayLink): string {
  return `pay_link_not_shown:${lenderId}:${provider}`
}
