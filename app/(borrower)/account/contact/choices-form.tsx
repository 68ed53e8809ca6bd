import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { Form } from '#components/ui/form.tsx'
import type { OwnContacts } from '#lib/accounts/own-contacts.ts'
import type { Lender } from '#lib/db/lenders.ts'
import { partOf, partsWithin } from '#lib/domain/contact-hours.ts'
import { type Language, languages } from '#lib/domain/languages.ts'
import { isolated } from '#lib/i18n/format.ts'
import { languageNames } from '#lib/i18n/language-names.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ChosenContacts } from '#lib/notices/contact-choices.ts'
import { keepChoices } from './actions.ts'

type Props = {
  own: OwnContacts
  chosen: ChosenContacts | undefined
  locale: Language
  lender: Lender
}

/** Each choice stands as it counts now, so that nothing can be wrong with the form. */
export async function ChoicesForm({ own, chosen, locale, lender }: Props) {
  const t = await getTranslations('contact')
  const { demandsFrom: from, demandsUntil: until } = lender.policy.hours
  const parts = partsWithin({ from, until })
  const kept = partOf(chosen?.hours ?? null)
  const part = parts.some((one) => one.part === kept) ? kept : 'any'
  const isStopped = chosen?.isStopped ?? false
  return (
    <Form action={keepChoices} className="flex flex-col gap-5">
      <Channel own={own} chosen={chosen} />
      <Group legend={t('hours.title')} hint={t('hours.hint')}>
        {parts.map(({ part: value, hours }) => (
          <Choice
            key={value}
            name="part"
            value={value}
            label={t(`hours.${value}`, { from: clock(hours.from), until: clock(hours.until) })}
            defaultChecked={value === part}
          />
        ))}
      </Group>
      <Group legend={t('language.title')}>
        {languages.map((language) => (
          <Choice
            key={language}
            name="locale"
            value={language}
            label={<span lang={language}>{languageNames[language]}</span>}
            defaultChecked={language === locale}
          />
        ))}
      </Group>
      <Group legend={t('reminders.title')}>
        <Choice
          name="reminders"
          value="send"
          label={t('reminders.send')}
          defaultChecked={!isStopped}
        />
        <Choice
          name="reminders"
          value="stop"
          label={t('reminders.stop')}
          hint={t('reminders.stop_hint')}
          defaultChecked={isStopped}
        />
      </Group>
      <Button>{t('save')}</Button>
    </Form>
  )
}

async function Channel({ own, chosen }: Pick<Props, 'own' | 'chosen'>) {
  const t = await getTranslations('contact')
  const phone = own.sendsTexts ? own.phone : undefined
  if (!own.email || !phone) {
    const only = own.email ? 'only_email' : phone ? 'only_sms' : 'none'
    return (
      <section className="flex flex-col gap-2">
        <h2>{t('channel.title')}</h2>
        <p>{t(`channel.${only}`)}</p>
        <input type="hidden" name="channel" value={chosen?.channel ?? 'usual'} />
      </section>
    )
  }
  const current = chosen?.channel ?? 'email'
  const hints = { email: own.email, sms: phone, both: undefined }
  return (
    <Group legend={t('channel.title')} hint={t('channel.warning')}>
      {(['email', 'sms', 'both'] as const).map((channel) => (
        <Choice
          key={channel}
          name="channel"
          value={channel}
          label={t(`channel.${channel}`)}
          hint={hints[channel] && <bdi>{hints[channel]}</bdi>}
          defaultChecked={channel === current}
        />
      ))}
    </Group>
  )
}

type GroupProps = { legend: string; hint?: string; children: ReactNode }

function Group({ legend, hint, children }: GroupProps) {
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-lead font-semibold">{legend}</legend>
      {hint && <p className="text-small text-soft">{hint}</p>}
      {children}
    </fieldset>
  )
}

function clock(hour: number): string {
  return isolated(`${hour}:00`)
}
