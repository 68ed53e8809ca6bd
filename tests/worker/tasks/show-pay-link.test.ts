import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test, vi } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { showOnLockScreen } from '#lib/gateways/mdm/show-on-lock-screen.ts'
import { portalUrl } from '#lib/http/portal-url.ts'
import { claimPayLink, noteLinkShown } from '#lib/payments/links/claim-pay-link.ts'
import { currentPayLink } from '#lib/payments/links/current-pay-link.ts'
import { renewPayLink } from '#lib/payments/links/renew-pay-link.ts'
import { reconcile } from '#lib/worker/reconcile.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { type GivenLoan, givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { drain, loseTheQueue, passTime, startWorld } from '#tests/support/world.ts'

await freshDatabase()
const { mdm, connect, givenPhone } = await startWorld()
const lender = await givenLender()
await connect(lender, 400)
const staff = await givenStaff(lender, 'agent')
beforeEach(() => mdm.sandbox.turn('mdm.api', 'normal'))

const words = { title: 'A new link', body: 'Scan it' }

const linkOf = ({ loanId }: GivenLoan) => currentPayLink(database(), lender.id, loanId)

async function renewed(loan: GivenLoan): Promise<string> {
  const { loanId } = loan
  const seenLinkId = (await linkOf(loan))?.payLinkId
  const by = { staffId: staff.id, payLinkId: randomUUID() }
  const wish = { lenderId: lender.id, loanId, seenLinkId, reason: 'Lost', ...by }
  await transaction((tx) => renewPayLink(tx, { ...wish, now: Temporal.Now.instant() }))
  return `${portalUrl(lender.host)}/p/${(await linkOf(loan))?.code}`
}

test('the new link stands on the lock screen in place of the one before', async () => {
  const loan = await givenPhone(lender, twoLate())
  const link = await renewed(loan)
  await drain()
  await vi.waitFor(() => expect(loan.phone().payLink).toBe(link))
  // Nobody knows of a link before the first.
  expect(loan.phone().message).toMatchObject({ title: 'Pay for this phone here' })
  expect(loan.phone().message?.body).not.toContain('before')
  const shown = await linkOf(loan)
  expect(shown).toMatchObject({ showNextAt: null, showFailure: null })
  expect(shown?.shownAt).not.toBeNull()
  const newer = await renewed(loan)
  await drain()
  await vi.waitFor(() => expect(loan.phone().payLink).toBe(newer))
  expect(loan.phone().message).toMatchObject({ title: 'This phone has a new pay link' })
})

test('the lock screen speaks the borrower’s language', async () => {
  const loan = await givenPhone(lender, twoLate(), { locale: 'es' })
  await renewed(loan)
  await drain()
  const title = 'Pague este teléfono aquí'
  await vi.waitFor(() => expect(loan.phone().message).toMatchObject({ title }))
})

test('a lock service that is down is asked again until it takes the link', async () => {
  const loan = await givenPhone(lender, twoLate())
  await mdm.sandbox.turn('mdm.api', 'down')
  const link = await renewed(loan)
  await drain()
  const waiting = await linkOf(loan)
  expect(waiting).toMatchObject({ shownAt: null, showFailure: 'provider_down' })
  expect(waiting?.showNextAt).not.toBeNull()
  await mdm.sandbox.turn('mdm.api', 'normal')
  await passTime()
  await vi.waitFor(() => expect(loan.phone().payLink).toBe(link))
  expect(await linkOf(loan)).toMatchObject({ showNextAt: null, showFailure: null })
})

test('a link whose job was lost is found by the reconciler', async () => {
  const loan = await givenPhone(lender, twoLate())
  const link = await renewed(loan)
  await loseTheQueue()
  await reconcile(Temporal.Now.instant().add({ minutes: 1 }))
  await drain()
  await vi.waitFor(() => expect(loan.phone().payLink).toBe(link))
})

test('a link replaced before it was shown is never shown', async () => {
  const loan = await givenPhone(lender, twoLate(), { online: false })
  await mdm.sandbox.turn('mdm.api', 'down')
  await renewed(loan)
  await drain()
  const second = await renewed(loan)
  await mdm.sandbox.turn('mdm.api', 'normal')
  await passTime()
  expect(loan.phone().pendingMessage).toMatchObject({ link: second })
})

const casesOf = ({ loanId }: GivenLoan) =>
  database()
    .selectFrom('cases')
    .select(['kind', 'detail', 'closedBy'])
    .where('loanId', '=', loanId)
    .execute()

test('a link that ended while it was being sent does not stay on the lock screen', async () => {
  const loan = await givenPhone(lender, twoLate())
  await renewed(loan)
  const now = Temporal.Now.instant()
  const payLinkId = (await linkOf(loan))?.payLinkId ?? ''
  const claimed = await transaction((tx) => claimPayLink(tx, payLinkId, now))
  if (!claimed) throw new Error('not claimed')
  const second = await renewed(loan)
  await drain()
  // The first arrives only now.
  const shown = await showOnLockScreen(claimed, { ...words, link: `https://x/${claimed.code}` })
  expect(shown).toBeUndefined()
  expect(await transaction((tx) => noteLinkShown(tx, claimed, now))).toBe(false)
  await drain()
  await vi.waitFor(() => expect(loan.phone().payLink).toBe(second))
})

test('where no service reaches the lock, a person has to: it is tried once', async () => {
  const loan = await givenLoan(lender, twoLate(), { provider: 'manual' })
  await renewed(loan)
  await drain()
  expect(await linkOf(loan)).toMatchObject({
    shownAt: null,
    showNextAt: null,
    showFailure: 'needs_person',
  })
  const detail = { failure: 'needs_person', provider: 'manual' }
  expect(await casesOf(loan)).toEqual([{ kind: 'pay_link_not_shown', detail, closedBy: null }])
})

test('the case about a link that was refused is closed by one that is taken', async () => {
  const loan = await givenLoan(lender, twoLate())
  await renewed(loan)
  await drain()
  expect(await casesOf(loan)).toMatchObject([{ detail: { failure: 'not_found' }, closedBy: null }])
  const { providerDeviceId: id } = loan
  await mdm.enrol([{ lenderSlug: lender.slug, id, online: true, locked: true }])
  await renewed(loan)
  await drain()
  expect(await casesOf(loan)).toMatchObject([{ closedBy: 'keyturn' }])
})
