import { redirect } from 'next/navigation'
import { requireLender } from '#app/current-lender.ts'
import { payLinkOf } from '#app/payment/pay-link-of-request.ts'
import { readerOf } from '#app/reader.ts'
import { Amount } from '#components/amount.tsx'
import { Page } from '#components/page/page.tsx'
import { effectSentence } from '#components/payment/effect-sentence.ts'
import { ExtraMoney } from '#components/payment/extra-money.tsx'
import { SettlementTerms } from '#components/payment/settlement-terms.tsx'
import { WaysToPay } from '#components/payment/ways-to-pay.tsx'
import { OpeningNotice } from '#components/phone/opening-notice.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { Banner } from '#components/ui/banner.tsx'
import { Card } from '#components/ui/card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { database } from '#lib/db/client.ts'
import { linkToken } from '#lib/domain/identity/link-token.ts'
import { type Attempt, besidesOf, isUnfinished } from '#lib/domain/money/attempt.ts'
import { takes } from '#lib/domain/money/chargeable.ts'
import { linkChoice } from '#lib/domain/money/link-choice.ts'
import { voucherLivesOf } from '#lib/domain/money/payment-methods.ts'
import { payTerms, waysToPay } from '#lib/gateways/psp/charge-limits.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'
import { phoneOfPayLink } from '#lib/loans/queries.ts'
import { leftOpenUntil } from '#lib/lock-rules/left-open.ts'
import { statementNameFor } from '#lib/payments/name-on-statement.ts'
import { noteQuote } from '#lib/payments/note-quote.ts'
import { AskedBy } from './asked-by.tsx'
import { BesideThis, isOthers } from './beside-this.tsx'
import { Certificate } from './certificate.tsx'
import { LinkPayForm } from './link-pay-form.tsx'
import { Opened } from './opened.tsx'

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ refusal?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('link'))('title') }
}

export default async function PayLink({ params, searchParams }: Props) {
  const lender = await requireLender()
  const { token } = await params
  const { refusal } = await searchParams
  const link = await payLinkOf(token)
  const phone = link && (await phoneOfPayLink(database(), lender.id, link.id))
  if (!phone) redirect(`/scan?${new URLSearchParams({ code: linkToken(token) })}`)
  const t = await getTranslations('link')
  const reader = await readerOf(lender)
  const { opening } = phoneStatus(phone, reader)
  const terms = payTerms(lender, phone.currency, reader)
  const choice = linkChoice(link, phone, terms)
  const isSettlement = link.purpose === 'settlement'
  const isAsk = link.purpose === 'ask'
  const hasEnded = link.endsAt !== null && Temporal.Instant.compare(link.endsAt, reader.now) <= 0
  const leftOpen = leftOpenUntil({ ...phone, balance: phone }, terms)
  const { currency, loanId, outstandingMinor } = phone
  if (!choice || phone.handedBackAt) {
    const done = doneThrough(link.id, phone.attempts, reader.now)
    const nothing = hasEnded && outstandingMinor > 0n ? 'ended' : 'nothing'
    return (
      <Page title={t(`${nothing}_title`)} lead={t(nothing)} lender={lender}>
        {isAsk && !hasEnded && <Opened token={token} />}
        {done.map((own) => (
          <BesideThis
            key={own.attempt.paymentId}
            beside={own}
            isOwn
            token={token}
            outstandingMinor={outstandingMinor}
            reader={reader}
          />
        ))}
        <Certificate link={link} phone={phone} token={token} now={reader.now} />
        <Card>
          <PhoneModel name={modelName(phone)} />
        </Card>
      </Page>
    )
  }
  const who = { lender: isolated(lender.name) }
  const lead = isAsk
    ? (await getTranslations('ask'))('helper.lead', who)
    : t(isSettlement ? 'settlement.lead' : 'lead', who)
  const ways = waysToPay(currency, lender.paymentMethods)
  const fitting = ways.filter((way) => takes(way, choice.amountMinor))
  if (choice.name === 'settle')
    await noteQuote(database(), {
      loan: { lenderId: lender.id, loanId, currency, outstandingMinor },
      choice,
      seenBy: `pay_link:${link.id}`,
      now: reader.now,
    })
  return (
    <Page title={t(isSettlement ? 'settlement.title' : 'title')} lead={lead} lender={lender}>
      {isAsk && <Opened token={token} />}
      <OpeningNotice phone={phone} lender={lender} reader={reader} isHelper />
      {phone.saidPaidAt && (
        <Banner tone="wait" title={t('said_paid_title')}>
          {t('said_paid')}
        </Banner>
      )}
      <Card>
        <PhoneModel name={modelName(phone)} />
        <div>
          <p className="text-small text-soft">{t('amount')}</p>
          <p>
            <Amount
              amountMinor={choice.amountMinor}
              currency={currency}
              locale={reader.locale}
              size="hero"
            />
          </p>
          <p className="font-semibold">
            {
              await effectSentence(choice.effect, {
                currency,
                reader,
                opening,
                leftOpen,
                isHelper: true,
              })
            }
          </p>
          <ExtraMoney {...choice} currency={currency} locale={reader.locale} isHelper />
          <WaysToPay
            ways={ways}
            amountMinor={choice.amountMinor}
            currency={currency}
            locale={reader.locale}
          />
          <SettlementTerms choice={choice} currency={currency} reader={reader} />
        </div>
        <LinkPayForm
          token={token}
          besides={besidesOf(phone.attempts, link.id, reader.now)}
          outstandingMinor={outstandingMinor}
          linkId={link.id}
          ways={fitting}
          voucherLives={voucherLivesOf(
            fitting.map(({ method }) => method),
            lender.policy.clearingDays,
          )}
          shownMinor={choice.amountMinor}
          refusal={refusal}
          reader={reader}
          statementName={await statementNameFor(database(), lender)}
        />
      </Card>
      {isSettlement && (
        <Card>
          <h2>{t('settlement.next_title')}</h2>
          <ul className="flex list-disc flex-col gap-2 ps-5">
            <li>{t(phone.isDisputed ? 'settlement.next_lock_later' : 'settlement.next_lock')}</li>
            <li>{t('settlement.next_certificate')}</li>
            <li>{t('settlement.next_seller')}</li>
          </ul>
        </Card>
      )}
      {isAsk && <AskedBy link={link} lender={lender} reader={reader} />}
      <p className="text-small text-soft">{t('private')}</p>
    </Page>
  )
}

// What came of paying through this link and is not over: a voucher, money on its way or with a person.
function doneThrough(linkId: string, attempts: readonly Attempt[], now: Temporal.Instant) {
  const theirs = attempts.filter((one) => one.payLinkId === linkId && !isUnfinished(one))
  return besidesOf(theirs, linkId, now).filter(isOthers)
}

function PhoneModel({ name }: { name: string }) {
  return (
    <h2 className="flex items-center gap-3">
      <span className="grid size-11 place-items-center rounded-full bg-sunk text-soft">
        <Icon name="phone" className="size-6" />
      </span>
      <bdi>{name}</bdi>
    </h2>
  )
}
