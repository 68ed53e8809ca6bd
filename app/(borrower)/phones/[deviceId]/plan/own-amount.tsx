import { ScheduleCompare } from '#components/schedule-compare.tsx'
import { Button } from '#components/ui/button.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { DigitsField } from '#components/ui/digits-field.tsx'
import { formatMoney } from '#lib/domain/money/money.ts'
import { isInstant } from '#lib/domain/plan/decision.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { Draft } from './draft.ts'
import { PlanLines } from './plan-option.tsx'
import type { PlanView } from './plan-view.ts'

type Props = { view: PlanView; draft: Draft; reader: Reader; error: string | undefined }

export async function OwnAmount({ view, draft, reader, error }: Props) {
  const t = await getTranslations('plans')
  const { basis, limits, own, arrears, rhythm } = view
  const { currency } = basis
  const shown = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, reader.locale)
  const often = t('often', rhythm)
  if (!limits) return null
  return (
    <Choice
      name="kind"
      value="own_amount"
      defaultChecked={draft.kind === 'own_amount'}
      label={t('kind.own_amount')}
      hint={t('own.hint', {
        minimum: shown(limits.minimumMinor),
        maximum: shown(limits.maximumMinor),
        often,
      })}
    >
      <div className="flex flex-col gap-3">
        <DigitsField
          name="monthly"
          label={t('own.label', { currency, often })}
          error={error}
          defaultValue={draft.monthly}
        />
        <div role="status" className="flex flex-col gap-2 text-small empty:hidden">
          {own && (
            <>
              <p className="font-semibold">
                {t('own.result', { amount: shown(own.eachMinor), often })}
              </p>
              <p>
                <PlanLines
                  plan={{ ...own, isInstant: isInstant(own, basis), isSuggested: false }}
                  view={view}
                  reader={reader}
                />
              </p>
            </>
          )}
        </div>
        {own && (
          <ScheduleCompare
            before={arrears}
            after={own.installments}
            currency={currency}
            reader={reader}
          />
        )}
        <Button look="quiet" name="intent" value="preview" formNoValidate>
          {t('own.preview')}
        </Button>
      </div>
    </Choice>
  )
}
