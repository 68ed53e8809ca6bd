import { Button } from '#components/ui/button.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { suspectChannels } from '#lib/cases/keep-suspect-message.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { tellOfMessage } from './actions.ts'

/** What somebody got and doubts. The browser asks for what is missing, with scripts and without. */
export async function Report() {
  const t = await getTranslations('contact')
  return (
    <section id="report" className="flex flex-col gap-3">
      <h2>{t('real.report_title')}</h2>
      <p>{t('real.report')}</p>
      <p className="font-semibold">{t('real.paid')}</p>
      <Form action={tellOfMessage} className="card">
        <fieldset className="flex flex-col gap-3">
          <legend className="mb-2 font-semibold">{t('real.how')}</legend>
          {suspectChannels.map((channel) => (
            <Choice
              key={channel}
              name="channel"
              value={channel}
              label={t(`real.channel.${channel}`)}
            />
          ))}
        </fieldset>
        <Field name="from" label={t('real.from')} maxLength={200} dir="auto" />
        <TextArea
          name="note"
          label={t('real.note')}
          rows={4}
          maxLength={4_000}
          dir="auto"
          required
        />
        <Button>{t('real.send')}</Button>
      </Form>
    </section>
  )
}
