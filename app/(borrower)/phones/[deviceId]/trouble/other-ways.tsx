import { Digits } from '#components/digits.tsx'
import { OpenNow } from '#components/directory/open-now.tsx'
import { MailAddress } from '#components/mail-address.tsx'
import { Hours } from '#components/page/hours.tsx'
import { LinkButton, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import { type ContactHolder, shownContacts, validAdvice } from '#lib/domain/identity/contact.ts'
import { hoursAt } from '#lib/domain/opening-hours.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { type Reader, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { Phone } from '#lib/loans/phone.ts'

type Props = { phone: Phone; lender: ContactHolder & { policy: LenderPolicy }; reader: Reader }

const small = 'block self-start text-small text-soft'

export async function OtherWays({ phone, lender, reader }: Props) {
  const t = await getTranslations('trouble')
  const { reporting, desk } = lender.policy
  const advice = validAdvice(reporting.debtAdvice, desk.contactValidDays, todayOf(reader))
  return (
    <div className="@container">
      <div className="grid items-start gap-5 @3xl:grid-cols-3">
        <Card>
          <h2>{t('dispute.title')}</h2>
          <p>{t('dispute.text')}</p>
          <LinkButton look="quiet" href={`/phones/${phone.deviceId}/dispute`}>
            {t('dispute.go')}
          </LinkButton>
        </Card>
        {advice.length > 0 && (
          <Card>
            <h2>{t('advice.title')}</h2>
            <p>{t('advice.text')}</p>
            <ul className="flex flex-col gap-4">
              {advice.map((one) => (
                <li key={one.name} className="flex flex-col gap-1">
                  <bdi className="self-start font-semibold">{one.name}</bdi>
                  {one.phone && <Telephone number={one.phone} />}
                  <Hours of={hoursAt(reporting.adviceHours, one)} className={small} />
                  {one.url && (
                    <TextLink href={one.url} rel="noreferrer" className="break-words">
                      <bdi dir="ltr">{new URL(one.url).host}</bdi>
                    </TextLink>
                  )}
                </li>
              ))}
            </ul>
          </Card>
        )}
        <PersonCard phone={phone} lender={lender} reader={reader} />
      </div>
    </div>
  )
}

async function PersonCard({ phone, lender, reader }: Props) {
  const t = await getTranslations('trouble')
  const directory = await getTranslations('directory')
  const { call, email } = shownContacts(lender, reader.now)
  return (
    <Card>
      <h2>{t('person.title')}</h2>
      <p>{t('person.say')}</p>
      <dl className="flex flex-col gap-3">
        {call && (
          <Row term={t('person.call')}>
            <Telephone number={call.phone} />
            <Hours of={call.hours} className={small} />
            <OpenNow spans={call.hours.spans} reader={reader} />
          </Row>
        )}
        <Row term={t('person.write')}>
          <TextLink href={`mailto:${email}?subject=${encodeURIComponent(phone.loanNumber)}`}>
            <MailAddress>{email}</MailAddress>
          </TextLink>
        </Row>
        <Row term={t('person.loan')}>
          <Digits>{phone.loanNumber}</Digits>
        </Row>
      </dl>
      <TextLink href="/directory" className="flex min-h-11 items-center">
        {directory('lead_in')}
      </TextLink>
    </Card>
  )
}

function Telephone({ number }: { number: string }) {
  return (
    <TextLink href={`tel:${number.replace(/[^+\d]/g, '')}`} className="self-start">
      <bdi dir="ltr">{number}</bdi>
    </TextLink>
  )
}
