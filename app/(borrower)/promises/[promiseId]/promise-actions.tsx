import { TroubleLink } from '#components/phone/trouble-link.tsx'
import { LinkButton, TextLink } from '#components/ui/button.tsx'
import { larger, toDecimal } from '#lib/domain/money/money.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ShownPromise } from './shown-promise.ts'

/** Pay what is promised or missing, or see what is on its way; see what else there is; take the promise back. */
export async function PromiseActions(shown: ShownPromise) {
  const { promise, phone, paidMinor, clearing, arrears, reader } = shown
  const t = await getTranslations('promises')
  const { state, amountMinor, currency, deviceId, id, endsAt } = promise
  const isOpen = state === 'open'
  const isAhead = Temporal.Instant.compare(endsAt, reader.now) > 0
  const restMinor = larger(amountMinor - paidMinor - (clearing?.amountMinor ?? 0n), 0n)
  const wanted = isOpen && restMinor !== arrears.arrearsMinor ? 'other' : 'arrears'
  const amount = toDecimal({ amountMinor: restMinor, currency })
  const choice = new URLSearchParams(
    wanted === 'other' ? { choice: wanted, amount } : { choice: wanted },
  )
  if (phone.outstandingMinor === 0n || arrears.arrearsMinor === 0n) return null
  return (
    <div className="flex flex-col gap-3 print:hidden">
      {clearing && (
        <LinkButton href={`/payments/${clearing.paymentId}`}>{t('see_payment')}</LinkButton>
      )}
      {(!isOpen || restMinor > 0n) && (
        <LinkButton
          href={`/phones/${deviceId}/pay?${choice}`}
          look={clearing ? 'quiet' : 'primary'}
        >
          {t(isOpen ? 'pay_promised' : 'pay_rest')}
        </LinkButton>
      )}
      <TroubleLink deviceId={deviceId} look={isOpen ? 'quiet' : 'primary'} />
      {isOpen && isAhead && (
        <TextLink
          href={`/promises/${id}/withdraw`}
          className="flex min-h-11 items-center self-center"
        >
          {t('withdraw.go')}
        </TextLink>
      )}
    </div>
  )
}
