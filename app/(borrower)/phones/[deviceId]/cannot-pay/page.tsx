import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { Digits } from '#components/digits.tsx'
import { Page } from '#components/page.tsx'
import { LinkButton, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Row } from '#components/ui/row.tsx'
import { requireBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { phoneStanding } from '#lib/loans/phone-standing.ts'
import { phoneOf } from '#lib/loans/queries.ts'
import { todayOf } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'

type Props = { params: Promise<{ deviceId: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('phones'))('cannot_title') }
}

export default async function CannotPay({ params }: Props) {
  const [{ lender, borrower }, { deviceId }] = [await requireBorrower(), await params]
  const phone = await phoneOf(database(), borrower.id, deviceId)
  if (!phone) missing()
  const [t, words, reader] = [
    await getTranslations('phones'),
    await getTranslations('common'),
    await readerOf(lender),
  ]
  const partHelps =
    phoneStanding(phone, todayOf(reader)).standing.overdue.length > 1 && lender.policy.partialUnlock
  return (
    <Page
      title={t('cannot_title')}
      lead={t('cannot_lead')}
      lender={lender}
      signedIn
      reference={phone.loanNumber}
      back={{ href: '/phones', label: words('back_to_phones') }}
    >
      <Card>
        <dl className="flex flex-col gap-3">
          <Row term={t('cannot_call')}>
            <TextLink href={`tel:${lender.helpPhone.replace(/[^+\d]/g, '')}`}>
              <Digits>{lender.helpPhone}</Digits>
            </TextLink>
            <span className="block text-small text-soft">{lender.helpHours}</span>
          </Row>
          <Row term={t('cannot_mail')}>
            <TextLink
              href={`mailto:${lender.helpEmail}?subject=${encodeURIComponent(phone.loanNumber)}`}
            >
              <Digits>{lender.helpEmail}</Digits>
            </TextLink>
          </Row>
          <Row term={t('loan')}>
            <Digits>{phone.loanNumber}</Digits>
          </Row>
        </dl>
      </Card>
      <Card>
        <h2>{t('cannot_say')}</h2>
        <p>{t('cannot_say_text')}</p>
      </Card>
      {partHelps && (
        <Card>
          <h2>{t('cannot_part_title')}</h2>
          <p>{t('cannot_part')}</p>
          <LinkButton look="quiet" href={`/phones/${deviceId}/pay`}>
            {t('cannot_part_button')}
          </LinkButton>
        </Card>
      )}
    </Page>
  )
}
