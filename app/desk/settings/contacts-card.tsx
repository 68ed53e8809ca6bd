import { readerOf } from '#app/reader.ts'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import type { Lender } from '#lib/db/lenders.ts'
import { shownContacts, validAdvice } from '#lib/domain/identity/contact.ts'
import { formatDay, type Reader, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { stillRight } from './actions.ts'

type Props = { lender: Lender; done: string | undefined }

export async function ContactsCard({ lender, done }: Props) {
  const t = await getTranslations('desk-settings')
  const reader = await readerOf(lender)
  const { contactValidDays: days } = lender.policy.desk
  return (
    <>
      {done === 'renewed' && <Banner tone="good" title={t('contacts.renewed')} />}
      {done === 'changed' && <Banner tone="wait" title={t('contacts.changed')} />}
      {!shownContacts(lender, reader.now).call && (
        <Banner tone="bad" title={t('contacts.expired')}>
          {t('contacts.expired_text', { days })}
        </Banner>
      )}
      <Card>
        <p>{await checkedWords(lender, reader)}</p>
        <Form action={stillRight} className="flex flex-col gap-2 sm:items-start">
          <input type="hidden" name="version" value={lender.settingsVersion} />
          <Button look="quiet" className="sm:w-auto">
            {t('contacts.still_right')}
          </Button>
          <p className="text-small text-soft">{t('contacts.still_right_hint')}</p>
        </Form>
      </Card>
    </>
  )
}

async function checkedWords(lender: Lender, reader: Reader): Promise<string> {
  const t = await getTranslations('desk-settings')
  const { helpCheckedOn, policy } = lender
  if (!helpCheckedOn) return t('contacts.never')
  const checked = t('contacts.checked', { day: formatDay(helpCheckedOn, reader) })
  if (!shownContacts(lender, reader.now).call) return checked
  const until = helpCheckedOn.add({ days: policy.desk.contactValidDays })
  return `${checked} ${t('contacts.valid_until', { day: formatDay(until, reader) })}`
}

/** Free advice that borrowers do not see any more, because nobody has looked at it for long. */
export async function OldAdvice({ lender }: { lender: Lender }) {
  const t = await getTranslations('desk-settings')
  const reader = await readerOf(lender)
  const { reporting, desk } = lender.policy
  const valid = validAdvice(reporting.debtAdvice, desk.contactValidDays, todayOf(reader))
  const count = reporting.debtAdvice.length - valid.length
  return count > 0 ? <Banner tone="wait" title={t('advice_old', { count })} /> : null
}
