import { Page } from '#components/page/page.tsx'
import { HoldNotice } from '#components/phone/hold-notice.tsx'
import { ReturnTimeline } from '#components/return/return-timeline.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { database } from '#lib/db/client.ts'
import type { Lender } from '#lib/db/lenders.ts'
import type { Reach } from '#lib/domain/identity/contact.ts'
import { lastDayOf } from '#lib/domain/lock/hold.ts'
import { openingOf } from '#lib/domain/lock/opening.ts'
import { checksFor } from '#lib/domain/return/checklist.ts'
import { isCourierInVain } from '#lib/domain/return/courier.ts'
import { awaitsPerson, endedPaid } from '#lib/domain/return/return.ts'
import { formatDay, isolated, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { paidPastWarning, toldHold } from '#lib/loans/told-hold.ts'
import { heldOpenUntil } from '#lib/lock-rules/left-open.ts'
import { checksOf, type ReturnDetail } from '#lib/returns/queries.ts'
import { requireReturn } from './own-return.ts'
import { WhatNow } from './what-now.tsx'

type Search = { refusal?: string; photo?: string }
type Props = { params: Promise<{ returnId: string }>; searchParams: Promise<Search> }

export async function generateMetadata() {
  return { title: (await getTranslations('returns'))('title') }
}

export default async function ReturnPage({ params, searchParams }: Props) {
  const { returnId } = await params
  const { lender, borrower, shown, reader } = await requireReturn(returnId)
  const t = await getTranslations('returns')
  const search = await searchParams
  const ticks = await checksOf(database(), returnId)
  const phone = await phoneOf(database(), borrower.id, shown.deviceId)
  const clock = { ...lender, now: reader.now }
  const told = phone && toldHold(phone, clock)
  const heldUntil = shown.dataWindowUntil
  const openUntil =
    phone && heldUntil ? heldOpenUntil({ ...phone, balance: phone }, heldUntil, clock) : undefined
  const ticked = new Set(ticks.map(({ item }) => item))
  const isPrepared = checksFor(shown).every((item) => ticked.has(item))
  return (
    <Page
      title={t(`page.title.${endedPaid(shown) ? 'paid' : shown.state}`)}
      lead={await leadOf(shown, { lender, reach: borrower.reach, reader })}
      lender={lender}
      signedIn
      typed={shown.state === 'inspected' ? 'return-dispute' : undefined}
      reference={shown.reference}
      back={{ href: `/phones/${shown.deviceId}`, label: t('back_to_phone') }}
    >
      {search.refusal && (
        <Banner tone="wait" title={t('page.changed_title')}>
          {t('page.changed')}
        </Banner>
      )}
      {shown.state === 'withdrawn' && phone && told && (
        <HoldNotice
          hold={told}
          isLocked={phone.lockState === 'locked'}
          opening={openingOf(phone, reader.now)}
          promisedBy={phone.liveUnlock?.deadlineAt}
          reader={reader}
        />
      )}
      {shown.courierOn && isCourierInVain(shown, clock) && (
        <Banner
          tone="wait"
          title={t('page.courier_off.title', { day: formatDay(shown.courierOn, reader, 'long') })}
        >
          {t('page.courier_off.text', { lender: isolated(lender.name) })}
        </Banner>
      )}
      {shown.arrangedAt && (
        <ReturnTimeline
          shown={shown}
          isPrepared={isPrepared}
          lenderName={lender.name}
          reader={reader}
        />
      )}
      <WhatNow
        shown={shown}
        ticked={ticked}
        lender={lender}
        paidUntil={phone && paidPastWarning(phone, clock)}
        openUntil={openUntil}
        reader={reader}
        photoResult={search.photo}
      />
    </Page>
  )
}

async function leadOf(
  shown: ReturnDetail,
  { lender, reach, reader }: { lender: Lender; reach: Reach; reader: Reader },
): Promise<string> {
  const { state, answerBy, arrangedAt } = shown
  const t = await getTranslations('returns')
  if (state === 'expired' && !arrangedAt) return t('page.lead.expired_quote')
  if (endedPaid(shown)) return t('page.lead.paid')
  const day = answerBy ? formatDay(lastDayOf(answerBy, reader.timeZone), reader, 'long') : ''
  const isUnanswered = state === 'inspected' && awaitsPerson(shown, reader.now)
  const said = isUnanswered ? 'unanswered' : state
  return t(`page.lead.${said}`, { day, reach, lender: lender.name })
}
