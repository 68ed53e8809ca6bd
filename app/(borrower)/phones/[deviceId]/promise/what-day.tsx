import { Choice } from '#components/ui/choice.tsx'
import { Field } from '#components/ui/field.tsx'
import { FieldError } from '#components/ui/labelled.tsx'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { PromiseView } from './promise-view.ts'

type Props = { view: PromiseView; reader: Reader; error: string | undefined }

export async function WhatDay({ view, reader, error }: Props) {
  const t = await getTranslations('promises')
  const { days, limits, typed } = view
  const isOther = typed.when === 'other'
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-3 text-lead font-semibold">{t('what_day')}</legend>
      {error && !isOther && <FieldError name="when">{error}</FieldError>}
      {days.map(({ name, on }) => (
        <Choice
          key={name}
          name="when"
          value={on.toString()}
          defaultChecked={typed.when === on.toString()}
          label={asHeading(formatDay(on, reader, 'long'), reader)}
          hint={t(`day.${name}`)}
        />
      ))}
      <Choice name="when" value="other" defaultChecked={isOther} label={t('day.other')}>
        <Field
          name="date"
          type="date"
          label={t('date_label')}
          hint={t('date_hint', {
            earliest: formatDay(limits.earliestOn, reader),
            latest: formatDay(limits.latestOn, reader),
          })}
          error={isOther && error}
          defaultValue={typed.date}
          min={limits.earliestOn.toString()}
          max={limits.latestOn.toString()}
        />
      </Choice>
    </fieldset>
  )
}

// Some languages write the names of days small, but not at the beginning of a line.
function asHeading(day: string, { locale }: Reader): string {
  return day.slice(0, 1).toLocaleUpperCase(locale) + day.slice(1)
}
