import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { formTitle } from '#app/form-faults.ts'
import { Page } from '#components/page/page.tsx'
import { AskRow } from '#components/phone/ask-row.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { TroubleLink } from '#components/phone/trouble-link.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Rows } from '#components/ui/rows.tsx'
import { database } from '#lib/db/client.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { statementNameFor } from '#lib/payments/name-on-statement.ts'
import { noteQuote } from '#lib/payments/note-quote.ts'
import { missingOfPromise, promiseOf } from '#lib/promises/queries.ts'
import { PayForm } from './pay-form.tsx'
import { PayNotices } from './pay-notices.tsx'
import { type Asked, quoteOf } from './pay-quote.ts'

type Props = { params: Promise<{ deviceId: string }>; searchParams: Promise<Asked> }

export async function generateMetadata({ params, searchParams }: Props) {
  const { lender, phone, reader } = await requirePhone((await params).deviceId)
  const { error } = quoteOf(phone, await searchParams, { lender, reader })
  return { title: await formTitle((await getTranslations('pay'))('title'), error !== undefined) }
}

export default async function Pay({ params, searchParams }: Props) {
  const { deviceId } = await params
  const { lender, borrower, phone, reader } = await requirePhone(deviceId)
  const t = await getTranslations('pay')
  const words = await getTranslations('common')
  const quote = quoteOf(phone, await searchParams, { lender, reader })
  const { loanId, currency, outstandingMinor } = phone
  await noteQuote(database(), {
    loan: { lenderId: lender.id, loanId, currency, outstandingMinor },
    choice: quote.choices.find(({ name }) => name === 'settle'),
    seenBy: `borrower:${borrower.id}`,
    now: reader.now,
  })
  const statementName = await statementNameFor(database(), lender)
  const promise = phone.promise && (await promiseOf(database(), borrower.id, phone.promise.id))
  const missing = promise && (await missingOfPromise(database(), promise, reader.now))
  const isOwed = phone.outstandingMinor > 0n
  const about = t('for_phone', { phone: isolated(modelName(phone)) })
  return (
    <Page
      title={isOwed && !quote.whyNothing ? t('title') : t('nothing_title')}
      lead={isOwed ? about : t('nothing')}
      lender={lender}
      signedIn
      typed={isOwed && quote.limits ? 'pay' : undefined}
      reference={phone.loanNumber}
      back={{ href: '/phones', label: words('back_to_phones') }}
    >
      <PayNotices quote={quote} lender={lender} reader={reader} />
      {isOwed && quote.limits ? (
        <>
          <PayForm quote={quote} missing={missing} reader={reader} statementName={statementName} />
          <TroubleLink deviceId={deviceId} />
          <Rows>
            <AskRow deviceId={deviceId} />
          </Rows>
        </>
      ) : (
        <LinkButton look="quiet" href="/phones">
          {words('back_to_phones')}
        </LinkButton>
      )}
    </Page>
  )
}
