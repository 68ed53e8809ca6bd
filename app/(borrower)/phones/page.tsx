import { readerOf } from '#app/reader.ts'
import { FailuresNotice } from '#components/failures-notice.tsx'
import { Page } from '#components/page/page.tsx'
import { Owed } from '#components/phone/owed.tsx'
import { phoneName } from '#components/phone/phone-name.ts'
import { PhonePicture } from '#components/phone/phone-picture.tsx'
import { sightOf } from '#components/phone/sight-of.ts'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { liveOf, placeOf } from '#lib/loans/home-lead.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'
import { phonesOf } from '#lib/loans/queries.ts'
import { AskNews } from './ask-news.tsx'
import { HomeRail } from './home-rail.tsx'
import { LeadCard, quoteToLead } from './lead-card.tsx'
import { OtherPhones } from './other-phones.tsx'

export async function generateMetadata() {
  return { title: (await getTranslations('phones'))('title_many') }
}

/** What is happening now, and the one next thing; of several phones the most urgent leads. */
export default async function Phones() {
  const { lender, borrower, failuresBefore } = await requireBorrower()
  const t = await getTranslations('phones')
  const reader = await readerOf(lender)
  const phones = await phonesOf(database(), borrower.id)
  const door = await getTranslations('sign-in')
  const clock = { now: reader.now, today: todayOf(reader) }
  const [lead, ...others] = phones
    .map((phone) => {
      const status = phoneStatus(phone, reader)
      return { phone, ...status, live: liveOf(phone, status, clock) }
    })
    .toSorted((a, b) => placeOf(a.live, a) - placeOf(b.live, b))
  const failures = (
    <FailuresNotice
      failures={failuresBefore}
      title={door('failures.title', { count: failuresBefore })}
      text={door('failures.text')}
    />
  )
  if (!lead)
    return (
      <Page title={t('title_none')} lender={lender} signedIn>
        {failures}
        <p>{t('none')}</p>
      </Page>
    )
  const { phone, reason, opening } = lead
  const quote = quoteToLead(lead, { lender, reader })
  return (
    <Page
      title={t(`title.${reason}`, { opening, isOwed: phone.outstandingMinor > 0n ? 'yes' : 'no' })}
      eyebrow={<bdi>{phoneName(phone)}</bdi>}
      lead={quote && <Owed {...lead} reader={reader} />}
      picture={<PhonePicture sight={sightOf(lead)} brand={phone.brand} model={phone.model} />}
      lender={lender}
      signedIn
      reference={phone.loanNumber}
      rail={<HomeRail {...lead} asksToPay={quote !== undefined} lender={lender} reader={reader} />}
    >
      {failures}
      <LeadCard {...lead} quote={quote} lender={lender} borrowerId={borrower.id} reader={reader} />
      <AskNews phone={phone} reader={reader} />
      <OtherPhones phones={others} reader={reader} />
    </Page>
  )
}
