import { Amount } from '#components/amount.tsx'
import { toKeepWords } from '#components/to-keep-words.ts'
import { Choice } from '#components/ui/choice.tsx'
import { DigitsField } from '#components/ui/digits-field.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import { formatMoney } from '#lib/domain/money/money.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { PromiseView } from './promise-view.ts'

type Props = { view: PromiseView; reader: Reader; error: string | undefined }

export async function HowMuch({ view, reader, error }: Props) {
  const t = await getTranslations('promises')
  const { arrearsMinor, limits, kept, typed, phone } = view
  const { currency } = phone
  const { minimumMinor, maximumMinor } = limits
  const shown = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, reader.locale)
  const known = { currency, locale: reader.locale }
  const hints = {
    arrears: await toKeepWords(kept.arrears, known),
    minimum: await toKeepWords(kept.minimum, known),
  }
  const isOther = typed.choice === 'other'
  const amounts = { arrears: arrearsMinor, minimum: minimumMinor }
  const names =
    minimumMinor < arrearsMinor ? (['arrears', 'minimum'] as const) : (['arrears'] as const)
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-3 text-lead font-semibold">{t('how_much')}</legend>
      {error && !isOther && <FieldError name="choice">{error}</FieldError>}
      {names.map((name) => (
        <Choice
          key={name}
          name="choice"
          value={name}
          defaultChecked={typed.choice === name}
          label={t(`amount.${name}`)}
          aside={<Amount amountMinor={amounts[name]} currency={currency} locale={reader.locale} />}
          hint={hints[name]}
        />
      ))}
      {minimumMinor < maximumMinor && (
        <Choice
          name="choice"
          value="other"
          defaultChecked={isOther}
          label={t('amount.other')}
          hint={t('amount_hint', { minimum: shown(minimumMinor), maximum: shown(maximumMinor) })}
        >
          <DigitsField
            name="amount"
            label={t('amount_label', { currency })}
            error={isOther && error}
            defaultValue={typed.amount}
          />
        </Choice>
      )}
    </fieldset>
  )
}
