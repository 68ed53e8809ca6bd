import { ProviderRefused } from '#components/provider-refused.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Phone } from '#lib/loans/queries.ts'
import { formatMoment, isolated, type Reader } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { payByLink } from './actions.ts'

type Props = {
  token: string
  phone: Phone
  /** The amount on the page: if it is another by the time of paying, it is shown again. */
  shownMinor: bigint
  refusal: string | undefined
  reader: Reader
  descriptor: string
}

/** One amount, one button; a warning first when somebody else is paying right now. */
export async function LinkPayForm(props: Props) {
  const { token, phone, shownMinor, refusal, reader, descriptor } = props
  const t = await getTranslations('link')
  const pay = await getTranslations('pay')
  const other = phone.paymentUnderWay
  return (
    <form action={payByLink} className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="shownMinor" value={String(shownMinor)} />
      {refusal === 'provider_refused' && <ProviderRefused />}
      {refusal === 'provider_down' && (
        <Banner tone="bad" title={pay('down_title')}>
          {pay('down')}
        </Banner>
      )}
      {(refusal === 'changed_since' || refusal === 'not_offered') && (
        <Banner tone="wait" title={pay('changed_title')}>
          {pay('changed')}
        </Banner>
      )}
      {refusal === 'another_open' && other && (
        <>
          <Banner tone="wait" title={t('another_title')}>
            {t('another', { at: formatMoment(other.startedAt, reader) })}
          </Banner>
          <label className="flex min-h-11 cursor-pointer items-center gap-3">
            <input
              type="checkbox"
              name="confirmAnother"
              value="yes"
              required
              className="size-6 shrink-0 accent-accent"
            />
            {pay('another_confirm')}
          </label>
        </>
      )}
      <Button>{pay('continue')}</Button>
      <p className="text-center text-small text-soft">
        {pay('stripe', { descriptor: isolated(descriptor) })}
      </p>
    </form>
  )
}
