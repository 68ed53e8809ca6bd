import { missing } from '#app/missing.ts'
import { LookAgain } from '#components/page/look-again.tsx'
import { Page } from '#components/page/page.tsx'
import { HoldNotice } from '#components/phone/hold-notice.tsx'
import { database } from '#lib/db/client.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { toldHold } from '#lib/loans/told-hold.ts'
import { heldOpenUntil } from '#lib/lock-rules/left-open.ts'
import { onItsWay, paidTowards } from '#lib/promises/queries.ts'
import { requirePromise } from './own-promise.ts'
import { PromiseActions } from './promise-actions.tsx'
import { PromiseBadge } from './promise-badge.tsx'
import { PromiseFacts } from './promise-facts.tsx'
import { PromiseLead } from './promise-lead.tsx'

type Props = { params: Promise<{ promiseId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('promises'))('one') }
}

export default async function PromisePage({ params }: Props) {
  const { lender, borrower, promise, reader } = await requirePromise((await params).promiseId)
  const phone = await phoneOf(database(), borrower.id, promise.deviceId)
  if (!phone) missing()
  const t = await getTranslations('promises')
  const words = await getTranslations('common')
  const paidMinor = await paidTowards(database(), promise)
  const clearing = await onItsWay(database(), promise)
  const { arrears, reason, opening } = phoneStatus(phone, reader)
  const clock = { ...lender, now: reader.now }
  const told = toldHold(phone, clock)
  const openUntil = heldOpenUntil({ ...phone, balance: phone }, promise.verdictAt, clock)
  const { remindedBy: reach } = borrower
  const money = { paidMinor, clearing, arrears }
  const terms = payTerms(lender, phone.currency, reader)
  const shown = { reach, promise, phone, ...money, reason, opening, openUntil, terms, reader }
  return (
    <Page
      title={t(`state.${clearing ? 'waiting' : promise.state}`)}
      badge={<PromiseBadge state={promise.state} />}
      lead={<PromiseLead {...shown} />}
      lender={lender}
      signedIn
      reference={promise.reference}
      back={{ href: '/phones', label: words('back_to_phones') }}
    >
      {promise.state === 'open' && reason === 'opening' && <LookAgain />}
      {promise.state === 'withdrawn' && told && (
        <HoldNotice
          hold={told}
          isLocked={reason !== 'open'}
          promisedBy={phone.liveUnlock?.deadlineAt}
          opening={opening}
          reader={reader}
        />
      )}
      <PromiseFacts {...shown} />
      <PromiseActions {...shown} />
    </Page>
  )
}
