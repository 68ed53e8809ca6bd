import { paidByIn } from '#app/payment/paid-by-in.ts'
import { PhoneCard } from '#components/phone/phone-card.tsx'
import { database } from '#lib/db/client.ts'
import type { Lender } from '#lib/db/lenders.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { Live } from '#lib/loans/home-lead.ts'
import type { Phone } from '#lib/loans/phone.ts'
import type { PhoneStatus } from '#lib/loans/phone-status.ts'
import { staysOpenUntil } from '#lib/loans/stays-open.ts'
import { toldHold } from '#lib/loans/told-hold.ts'
import { noteQuote } from '#lib/payments/note-quote.ts'
import { PayForm } from './[deviceId]/pay/pay-form.tsx'
import { PayNotices } from './[deviceId]/pay/pay-notices.tsx'
import { type Quote, quoteOf } from './[deviceId]/pay/pay-quote.ts'
import { LiveCard } from './live-card.tsx'

type Lead = PhoneStatus & { phone: Phone; live: Live | undefined }
type Props = Lead & {
  /** What can be paid, where that is the next thing. */
  quote: Quote | undefined
  lender: Lender
  borrowerId: string
  reader: Reader
}

/** What can be paid where paying is the one next thing: the phone is locked for money, and nothing else is under way. */
export function quoteToLead(
  { phone, reason, live }: Lead,
  { lender, reader }: { lender: Lender; reader: Reader },
): Quote | undefined {
  if (reason !== 'overdue' || live || phone.hold || phone.isDisputed || phone.plan) return undefined
  const quote = quoteOf(phone, {}, { lender, reader })
  const isFree = !quote.rival || quote.rival.kind === 'own'
  return quote.limits && !quote.whyNothing && isFree ? quote : undefined
}

export async function LeadCard({ quote, lender, borrowerId, reader, ...lead }: Props) {
  if (quote)
    return <PayCard quote={quote} lender={lender} borrowerId={borrowerId} reader={reader} />
  const paidBy = await paidByIn(lender, lead.phone.currency, reader.locale)
  if (lead.live) return <LiveCard {...lead} live={lead.live} paidBy={paidBy} reader={reader} />
  const clock = { ...lender, now: reader.now }
  return (
    <PhoneCard
      {...lead}
      told={toldHold(lead.phone, clock)}
      staysOpenUntil={staysOpenUntil(lead.phone, clock)}
      reader={reader}
      paidBy={paidBy}
      isNamed
    />
  )
}

type PayProps = Pick<Props, 'lender' | 'borrowerId' | 'reader'> & { quote: Quote }

async function PayCard({ quote, lender, borrowerId, reader }: PayProps) {
  const t = await getTranslations('phones')
  const words = await getTranslations('trouble')
  const { phone } = quote
  const { loanId, currency, outstandingMinor } = phone
  await noteQuote(database(), {
    loan: { lenderId: lender.id, loanId, currency, outstandingMinor },
    choice: quote.choices.find(({ name }) => name === 'settle'),
    seenBy: `borrower:${borrowerId}`,
    now: reader.now,
  })
  return (
    <section className="card">
      <div className="doors">
        <h2 className="door is-open">{t('pay')}</h2>
        <a href={`/phones/${phone.deviceId}/trouble`} className="door">
          <span>{words('title')}</span>
        </a>
      </div>
      <PayNotices quote={quote} lender={lender} reader={reader} />
      <PayForm
        quote={quote}
        missing={undefined}
        reader={reader}
        className="flex flex-col gap-3.5"
      />
    </section>
  )
}
