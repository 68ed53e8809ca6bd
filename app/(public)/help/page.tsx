import { requireLender } from '#app/current-lender.ts'
import { Digits } from '#components/digits.tsx'
import { Page } from '#components/page.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { getTranslations } from '#lib/words/translations.ts'

const topics = ['signin', 'elsewhere', 'refund'] as const

export async function generateMetadata() {
  return { title: (await getTranslations('help'))('title') }
}

export default async function Help() {
  const [lender, signedIn, t] = [
    await requireLender(),
    await currentBorrower(),
    await getTranslations('help'),
  ]
  const { helpPhone, helpEmail, helpHours } = lender
  return (
    <Page title={t('title')} lender={lender} signedIn={signedIn !== undefined}>
      <Card>
        <h2>{t('call_title')}</h2>
        <p>
          {t.rich('call', {
            hours: () => <bdi>{helpHours}</bdi>,
            phone: () => (
              <TextLink href={`tel:${helpPhone.replace(/[^+\d]/g, '')}`}>
                <Digits>{helpPhone}</Digits>
              </TextLink>
            ),
          })}
        </p>
        <p>
          {t.rich('mail', {
            mail: () => (
              <TextLink href={`mailto:${helpEmail}`}>
                <Digits>{helpEmail}</Digits>
              </TextLink>
            ),
          })}
        </p>
        <h3 className="font-semibold">{t('before_title')}</h3>
        <p className="text-small text-soft">{t('before')}</p>
      </Card>
      <Card>
        <h2>{t('paid_title')}</h2>
        <p>{t('paid')}</p>
        <TextLink href="/payments" className="flex min-h-11 items-center">
          {t('paid_link')}
        </TextLink>
      </Card>
      {topics.map((topic) => (
        <Card key={topic}>
          <h2>{t(`topics.${topic}.title`)}</h2>
          <p>{t(`topics.${topic}.text`)}</p>
        </Card>
      ))}
      <TextLink href="/why-is-it-locked" className="flex min-h-11 items-center">
        {t('why')}
      </TextLink>
    </Page>
  )
}
