import { requireLender } from '#app/current-lender.ts'
import { Page } from '#components/page/page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Form } from '#components/ui/form.tsx'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { stopLetters } from './actions.ts'

type Props = { searchParams: Promise<{ done?: string; limited?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('contact'))('stop.title') }
}

export default async function Stop({ searchParams }: Props) {
  const lender = await requireLender()
  const signedIn = (await currentBorrower()) !== undefined
  const t = await getTranslations('contact')
  const { done, limited } = await searchParams
  return (
    <Page title={t('stop.title')} lead={t('stop.lead')} lender={lender} signedIn={signedIn}>
      {done && (
        <Banner tone="good" title={t('stop.done_title')}>
          {t('stop.done')}
        </Banner>
      )}
      {limited && (
        <Banner tone="bad" title={t('stop.limited', { email: isolated(lender.helpEmail) })} />
      )}
      <Card>
        <h2>{t('stop.own_title')}</h2>
        <p>{t('stop.own')}</p>
        <LinkButton href="/account/contact">{t('stop.own_to')}</LinkButton>
      </Card>
      <Card>
        <h2>{t('stop.other_title')}</h2>
        <p>{t('stop.other')}</p>
        <Form action={stopLetters} className="flex flex-col gap-4">
          <Field
            name="email"
            label={t('stop.email')}
            type="email"
            autoComplete="email"
            dir="ltr"
            maxLength={320}
            required
          />
          <Field
            name="reference"
            label={t('stop.reference')}
            hint="K7QF-3M2P"
            dir="ltr"
            maxLength={40}
            required
          />
          <Button>{t('stop.send')}</Button>
        </Form>
      </Card>
      <Card>
        <h2>{t('stop.text_title')}</h2>
        <p>{t('stop.text')}</p>
      </Card>
    </Page>
  )
}
