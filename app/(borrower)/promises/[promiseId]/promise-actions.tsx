import { TroubleLink } from '#components/phone/trouble-link.tsx'
import { toKeepWords } from '#components/to-keep-words.ts'
import { LinkButton, TextLink } from '#components/ui/button.tsx'
import { larger, toDecimal } from '#lib/domain/money/money.ts'
import { type ToKeep, toKeep } from '#lib/domain/promise/to-keep.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ShownPromise } from './shown-promise.ts'

export async function PromiseActions(shown: ShownPromise) {
  const { promise, phone, paidMinor, clearing, arrears, terms, reader } = shown
  const t = await getTranslations('promises')
  const { state, amountMinor, currency, deviceId, id, endsAt } = promise
  const isOpen = state === 'open'
  const isAhead = Temporal.Instant.compare(endsAt, reader.now) > 0
  const restMinor = larger(amountMinor - paidMinor - (clearing?.amountMinor ?? 0n), 0n)
  const kept = isOpen ? toKeep(restMinor, phone, terms) : undefined
  const paidBy = await toKeepWords(kept, { currency, locale: reader.locale })
  const choice = wanted(kept, currency)
  if (phone.outstandingMinor === 0n || arrears.arrearsMinor === 0n) return null
  return (
    <div className="flex flex-col gap-3 print:hidden">
      {clearing && (
        <LinkButton href={`/payments/${clearing.paymentId}`}>{t('see_payment')}</LinkButton>
      )}
      {restMinor > 0n && paidBy && <p>{paidBy}</p>}
      {(!isOpen || restMinor > 0n) && kept?.how !== 'not_here' && (
        <LinkButton
          href={`/phones/${deviceId}/pay?${choice}`}
          look={clearing ? 'quiet' : 'primary'}
        >
          {t(isOpen ? 'pay_promised' : 'pay_rest')}
        </LinkButton>
      )}
      <TroubleLink deviceId={deviceId} />
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

// What the page of paying is to have chosen.
function wanted(kept: ToKeep | undefined, currency: string): URLSearchParams {
  if (!kept || kept.how === 'not_here') return new URLSearchParams({ choice: 'arrears' })
  const { choice, amountMinor } = kept
  if (choice !== 'other') return new URLSearchParams({ choice })
  return new URLSearchParams({ choice, amount: toDecimal({ amountMinor, currency }) })
}
