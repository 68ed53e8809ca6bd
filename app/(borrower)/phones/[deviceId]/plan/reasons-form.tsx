import type { ReactNode } from 'react'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Form } from '#components/ui/form.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { mostNoteLength, planReasons } from '#lib/domain/plan/ask.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { keepReasons } from './actions.ts'
import type { Draft } from './draft.ts'

type Props = { hidden: ReactNode; draft: Draft; isChange: boolean }

/** Several reasons, one, or none: nobody has to say. */
export async function ReasonsForm({ hidden, draft, isChange }: Props) {
  const t = await getTranslations('plans')
  return (
    <Form action={keepReasons} className="flex flex-col gap-5">
      {hidden}
      {isChange && (
        <Banner tone="plain" title={t('ask.change_title')}>
          {t('ask.change')}
        </Banner>
      )}
      <p>{t('ask.why')}</p>
      <fieldset className="flex flex-col">
        <legend className="mb-2 font-semibold">{t('ask.reasons_legend')}</legend>
        {planReasons.map((name) => (
          <label key={name} className="flex min-h-11 cursor-pointer items-center gap-3 py-1.5">
            <input
              type="checkbox"
              name="reason"
              value={name}
              defaultChecked={draft.reasons.includes(name)}
              className="size-6 shrink-0 accent-accent"
            />
            {t(`reason.${name}`)}
          </label>
        ))}
      </fieldset>
      <TextArea
        name="note"
        label={t('ask.note')}
        hint={t('ask.note_hint', { most: mostNoteLength })}
        defaultValue={draft.note}
        maxLength={mostNoteLength}
        dir="auto"
      />
      <Button>{t('ask.continue')}</Button>
      <Button look="quiet" name="intent" value="unsaid">
        {t('ask.prefer_not')}
      </Button>
    </Form>
  )
}
