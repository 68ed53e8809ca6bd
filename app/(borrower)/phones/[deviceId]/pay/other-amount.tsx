import { effectWords } from '#components/payment/effect-sentence.ts'
import { ExtraMoney } from '#components/payment/extra-money.tsx'
import { WaysToPay } from '#components/payment/ways-to-pay.tsx'
import { Answered } from '#components/ui/answered.tsx'
import { Button } from '#components/ui/button.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { DigitsField } from '#components/ui/digits-field.tsx'
import { continueWords } from '#components/voucher/paid-by.ts'
import type { PartLimits } from '#lib/domain/money/chargeable.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { Missing } from '#lib/domain/promise/keeping.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { KeepsPromise } from './keeps-promise.tsx'
import type { Quote } from './pay-quote.ts'

type Props = {
  limits: PartLimits
  quote: Quote
  missing: Missing | undefined
  reader: Reader
  error: string | undefined
}

/** An amount the person types. What it does is shown before it can be paid, with and without scripts. */
export function OtherAmount({ limits, quote, missing, reader, error }: Props) {
  const t = useTranslations('pay')
  const voucher = useTranslations('voucher')
  const effect = useTranslations('effect')
  const { phone, preview, ahead, typed, isPaid, leftOpen, refusal } = quote
  const isAnswer = refusal === 'previewed' || refusal === 'look_first'
  const opening = isPaid ? 'open' : quote.opening
  const { minimumMinor, largestPartMinor, wholeMinor } = limits
  const { currency } = phone
  const shown = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, reader.locale)
  return (
    <Choice
      name="choice"
      value="other"
      defaultChecked={quote.chosen === 'other'}
      label={t('choice.other')}
      hint={t(wholeMinor === undefined ? 'other_hint_parts' : 'other_hint', {
        minimum: shown(minimumMinor),
        maximum: shown(wholeMinor ?? largestPartMinor),
      })}
    >
      <div className="flex flex-col gap-3">
        <DigitsField
          name="amount"
          label={t('other_label', { currency })}
          error={error}
          defaultValue={typed}
        />
        {preview && (
          <Answered isNew={isAnswer} told={`${refusal} ${preview.amountMinor}`}>
            <p className="font-semibold">
              {t('preview_result', {
                amount: shown(preview.amountMinor),
                effect: effectWords(effect, preview.effect, {
                  currency,
                  reader,
                  opening,
                  leftOpen,
                }),
              })}
            </p>
            {ahead && (
              <p>
                {t('ahead', {
                  all: quote.hasArrears ? 'no' : 'yes',
                  extra: shown(ahead.extraMinor),
                  day: formatDay(ahead.nextDueOn, reader, 'long'),
                })}
              </p>
            )}
            <ExtraMoney {...preview} currency={currency} locale={reader.locale} />
            <KeepsPromise
              amountMinor={preview.amountMinor}
              currency={phone.currency}
              missing={missing}
              reader={reader}
            />
            {isAnswer && (
              <p>
                {t('preview_then', {
                  button: continueWords({ pay: t, voucher }, quote.ways, reader.locale),
                })}
              </p>
            )}
          </Answered>
        )}
        {preview && (
          <p className="text-small text-soft">
            <WaysToPay
              ways={quote.ways}
              amountMinor={preview.amountMinor}
              currency={currency}
              locale={reader.locale}
            />
          </p>
        )}
        <Button look="quiet" name="intent" value="preview" formNoValidate>
          {t('preview')}
        </Button>
      </div>
    </Choice>
  )
}
