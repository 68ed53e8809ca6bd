import { randomUUID } from 'node:crypto'
import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { viewLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { LoanActPage } from '#app/desk/loans/[loanId]/acts/loan-act-page.tsx'
import { Amount } from '#components/amount.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Row } from '#components/ui/row.tsx'
import { database } from '#lib/db/client.ts'
import { parseReference } from '#lib/domain/identity/reference.ts'
import { portalUrl } from '#lib/http/portal-url.ts'
import { formatDay } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { settlementLinks, settlementToOffer } from '#lib/payments/links/settlement-link.ts'
import { makeLink } from './actions.ts'
import { LinksInForce } from './links-in-force.tsx'

type Search = { done?: string; case?: string }
type Props = { params: Promise<{ loanId: string }>; searchParams: Promise<Search> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('settlement_link.title') }
}

export default async function SettlementLink({ params, searchParams }: Props) {
  const viewed = await viewLoan((await params).loanId)
  const { loan, lender, reader } = viewed
  const { loanId, currency } = loan
  const t = await getTranslations('desk-acts')
  const { done, case: about = '' } = await searchParams
  const offer = settlementToOffer(await readLoan(database(), loanId), reader.now)
  const links = await settlementLinks(database(), lender.id, loanId)
  const facts = 'choice' in offer && (
    <>
      <Row term={t('settlement_link.amount')}>
        <Amount amountMinor={offer.choice.amountMinor} currency={currency} locale={reader.locale} />
      </Row>
      {offer.choice.validUntil && (
        <Row term={t('settlement_link.until')}>
          {formatDay(offer.choice.validUntil, reader, 'long')}
        </Row>
      )}
    </>
  )
  return (
    <LoanActPage
      {...viewed}
      title={t('settlement_link.title')}
      lead={t('settlement_link.lead')}
      facts={facts}
    >
      {links.some(({ payLinkId }) => payLinkId === done) && (
        <Banner tone="good" title={t('settlement_link.done')} />
      )}
      <LinksInForce links={links} loanId={loanId} portal={portalUrl(lender.host)} reader={reader} />
      {'refusal' in offer || !loan.deviceId ? (
        <Banner
          tone="plain"
          title={t(
            `settlement_link.refusal_${'refusal' in offer && offer.refusal === 'not_allowed' ? 'not_allowed' : 'nothing'}`,
          )}
        />
      ) : (
        <ActForm
          key={done}
          action={makeLink}
          hidden={{ loanId, token: randomUUID() }}
          seen={String(loan.outstandingMinor)}
          words={await actWords(t('settlement_link.confirm'))}
          fields={[
            {
              name: 'caseReference',
              kind: 'text',
              label: t('settlement_link.case_label'),
              hint: t('settlement_link.case_hint'),
              value: parseReference(about) ?? '',
            },
            { name: 'reason', kind: 'area', label: t('reason'), hint: t('reason_hint') },
          ]}
        />
      )}
    </LoanActPage>
  )
}
