import { Amount } from '#components/amount.tsx'
import { Digits } from '#components/digits.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { LinkButton, TextLink } from '#components/ui/button.tsx'
import { Facts } from '#components/ui/row.tsx'
import { type CaseFacts, openDisputes } from '#lib/cases/queries.ts'
import { database } from '#lib/db/client.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

export async function CreditLeft({ found, reader }: { found: CaseFacts; reader: Reader }) {
  const t = await getTranslations('desk')
  const { lenderId, loanId, creditNowMinor, loanCurrency } = found
  if (!loanId || creditNowMinor === null || !loanCurrency) return null
  const disputes = await openDisputes(database(), { lenderId, loanId })
  const credit = (
    <Amount amountMinor={creditNowMinor} currency={loanCurrency} locale={reader.locale} />
  )
  return (
    <>
      <Facts rows={[[t('noted.creditMinor'), credit]]} />
      {!found.closedAt && disputes.length === 0 && creditNowMinor > 0n && (
        <LinkButton href={`/desk/loans/${loanId}/acts/pay-out`}>{t('act.pay-out')}</LinkButton>
      )}
      {disputes.length > 0 && (
        <Banner tone="wait" title={t('case.credit_held_title')}>
          <p>{t('case.credit_held')}</p>
          {disputes.map(({ id, reference }) => (
            <TextLink key={id} href={`/desk/cases/${id}`} className="flex min-h-11 items-center">
              <Digits>{reference}</Digits>
            </TextLink>
          ))}
        </Banner>
      )}
    </>
  )
}
