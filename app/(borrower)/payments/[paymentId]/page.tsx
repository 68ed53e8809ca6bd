import { missing } from '#app/missing.ts'
import { progressOf, timelineFacts } from '#app/payment/payment-facts.ts'
import { PaymentPage } from '#components/payment/payment-page.tsx'
import { database } from '#lib/db/client.ts'
import { leastToOpen } from '#lib/domain/money/payment-choices.ts'
import { timelineOf } from '#lib/domain/timeline/timeline.ts'
import { payTerms } from '#lib/gateways/psp/charge-limits.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { phoneStatus } from '#lib/loans/phone-status.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { leftOpenUntil } from '#lib/lock-rules/left-open.ts'
import { promiseKeptWith } from '#lib/promises/kept-with.ts'
import { CancelForm } from './cancel-form.tsx'
import { requirePayment } from './own-payment.ts'

type Props = {
  params: Promise<{ paymentId: string }>
  searchParams: Promise<{ cancel?: string }>
}

export async function generateMetadata() {
  return { title: (await getTranslations('history'))('one') }
}

export default async function Payment({ params, searchParams }: Props) {
  const { paymentId } = await params
  const { lender, borrower, payment, reader } = await requirePayment(paymentId)
  const phone = await phoneOf(database(), borrower.id, payment.deviceId)
  if (!phone) missing()
  const words = await getTranslations('common')
  const { arrears } = phoneStatus(phone, reader)
  const { cancel } = await searchParams
  const { bookedAt, hasGoneBack } = payment
  const { loanId } = phone
  const keptPromise =
    bookedAt && !hasGoneBack ? await promiseKeptWith(database(), { loanId, bookedAt }) : undefined
  return (
    <PaymentPage
      lender={lender}
      payment={payment}
      told={timelineOf(timelineFacts(payment, reader.now))}
      arrears={arrears}
      leftOpen={leftOpenUntil({ ...phone, balance: phone }, { ...lender, now: reader.now })}
      keptPromise={keptPromise}
      leastMinor={leastToOpen(phone, payTerms(lender, phone.currency, reader))}
      imeiTail={phone.imeiTail}
      reader={reader}
      live={{
        statusUrl: `/api/payments/${paymentId}`,
        version: progressOf(payment, reader.now).version,
      }}
      links={{
        pay: `/phones/${phone.deviceId}/pay`,
        otherAmount: `/phones/${phone.deviceId}/pay`,
        phone: `/phones/${phone.deviceId}`,
        rest: arrears.arrearsMinor > 0n ? `/phones/${phone.deviceId}/pay` : undefined,
        cancel: <CancelForm paymentId={paymentId} said={cancel} />,
        receipt: `/payments/${paymentId}/receipt`,
        code: `/payments/${paymentId}/code`,
        // A helper's voucher names whoever made it.
        showsVoucher: payment.payLinkId === null,
        back: { href: '/phones', label: words('back_to_phones') },
      }}
    />
  )
}
