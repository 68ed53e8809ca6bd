import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { formTitle } from '#app/form-faults.ts'
import { Page } from '#components/page/page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Card } from '#components/ui/card.tsx'
import { RowLink, Rows } from '#components/ui/rows.tsx'
import { database } from '#lib/db/client.ts'
import {
  askLinkDays,
  askLinkEndsAt,
  isAskLinkValid,
  mostAskLinks,
} from '#lib/domain/money/ask-link-terms.ts'
import { linkChoice } from '#lib/domain/money/link-choice.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { askLinksOf } from '#lib/payments/links/ask-links.ts'
import { AskForm } from './ask-form.tsx'
import { linkName, linkState, phoneInWords } from './link-words.ts'

type Props = {
  params: Promise<{ deviceId: string }>
  searchParams: Promise<{ refusal?: string }>
}

export async function generateMetadata({ searchParams }: Props) {
  const { refusal } = await searchParams
  return { title: await formTitle((await getTranslations('ask'))('title'), refusal !== undefined) }
}

/** A link for somebody whom the borrower asks to pay, and what came of those that were made. */
export default async function Ask({ params, searchParams }: Props) {
  const { lender, borrower, phone, reader } = await requirePhone((await params).deviceId)
  const { refusal } = await searchParams
  const { deviceId } = phone
  const t = await getTranslations('ask')
  const words = await getTranslations('common')
  const links = await askLinksOf(database(), { borrowerId: borrower.id, deviceId })
  const valid = links.filter((link) => isAskLinkValid(link, reader.now))
  const terms = payTerms(lender, phone.currency, reader)
  const endsAt = askLinkEndsAt(reader.now, reader.timeZone)
  const choice = phone.handedBackAt
    ? undefined
    : linkChoice({ purpose: 'ask', endsAt }, phone, terms)
  const isFull = valid.length >= mostAskLinks
  const barred = refusal === 'limited' ? refusal : choice ? isFull && 'too_many' : 'nothing_to_ask'
  const facts = { most: mostAskLinks, days: askLinkDays }
  const rows = (some: typeof links) =>
    some.map((link) => (
      <RowLink
        key={link.payLinkId}
        href={`/phones/${deviceId}/ask/${link.payLinkId}`}
        icon="message"
        title={linkName(t, link, reader)}
      >
        {linkState(t, link, reader)}
      </RowLink>
    ))
  const before = links.filter((link) => !valid.includes(link))
  return (
    <Page
      title={t('title')}
      lead={t('lead', { phone: phoneInWords(phone) })}
      lender={lender}
      signedIn
      typed={choice && !isFull ? 'ask' : undefined}
      reference={phone.loanNumber}
      back={{ href: '/phones', label: words('back_to_phones') }}
    >
      {barred && (
        <Banner tone="wait" title={t(`refused.${barred}.title`, facts)}>
          {t(`refused.${barred}.text`, facts)}
        </Banner>
      )}
      {valid.length > 0 && <Rows title={t('yours')}>{rows(valid)}</Rows>}
      {choice && !isFull && (
        <AskForm
          phone={phone}
          choice={choice}
          lender={lender}
          reader={reader}
          isTooLong={refusal === 'name_too_long'}
        />
      )}
      <Card>
        <h2>{t('shows_title')}</h2>
        <ul className="flex list-disc flex-col gap-2 ps-5">
          <li>{t('shows')}</li>
          <li>{t('never')}</li>
        </ul>
      </Card>
      {before.length > 0 && <Rows title={t('before')}>{rows(before)}</Rows>}
    </Page>
  )
}
