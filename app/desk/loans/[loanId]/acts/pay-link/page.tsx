import { randomUUID } from 'node:crypto'
import { ActForm } from '#app/desk/acts/act-form.tsx'
import { actWords } from '#app/desk/acts/act-words.ts'
import { viewLoan } from '#app/desk/loans/[loanId]/acts/loan.ts'
import { LoanActPage } from '#app/desk/loans/[loanId]/acts/loan-act-page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { database } from '#lib/db/client.ts'
import { portalUrl } from '#lib/http/portal-url.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { validAskLinks } from '#lib/payments/links/ask-links.ts'
import { currentPayLink } from '#lib/payments/links/current-pay-link.ts'
import { replaceLink } from './actions.ts'
import { AskedLinks } from './asked-links.tsx'
import { isForHand, LinkFacts } from './link-facts.tsx'

type Props = { params: Promise<{ loanId: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('desk-acts'))('pay_link.title') }
}

export default async function PayLinkOfPhone({ params, searchParams }: Props) {
  const viewed = await viewLoan((await params).loanId)
  const { loan, lender, reader } = viewed
  const t = await getTranslations('desk-acts')
  const { done } = await searchParams
  const { loanId } = loan
  const link = await currentPayLink(database(), lender.id, loanId)
  const about = { lenderId: lender.id, loanId }
  const asked = await validAskLinks(database(), about, reader.now)
  return (
    <LoanActPage
      {...viewed}
      title={t('pay_link.title')}
      lead={t('pay_link.lead')}
      facts={<LinkFacts link={link} portal={portalUrl(lender.host)} reader={reader} />}
    >
      {link && done === link.payLinkId && <Banner tone="good" title={t('pay_link.done')} />}
      {link && isForHand(link) && (
        <Banner tone="wait" title={t('pay_link.by_hand_title')}>
          {t('pay_link.by_hand_text')}
        </Banner>
      )}
      {loan.deviceId ? (
        <ActForm
          key={done}
          action={replaceLink}
          hidden={{ loanId, token: randomUUID() }}
          seen={link?.payLinkId ?? ''}
          words={await actWords(t(link ? 'pay_link.confirm' : 'pay_link.make'))}
          fields={[{ name: 'reason', kind: 'area', label: t('reason'), hint: t('reason_hint') }]}
        />
      ) : (
        <Banner tone="plain" title={t('unlock.refusal.missing')} />
      )}
      <AskedLinks links={asked} loanId={loanId} reader={reader} />
    </LoanActPage>
  )
}
