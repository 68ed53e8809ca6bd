import { getLocale } from 'next-intl/server'
import { currentLender } from '#app/current-lender.ts'
import { paidByIn } from '#app/payment/paid-by-in.ts'
import { ChooseLender } from '#components/page/choose-lender.tsx'
import { Page } from '#components/page/page.tsx'
import { PhonePicture } from '#components/phone/phone-picture.tsx'
import { RowLink, Rows } from '#components/ui/rows.tsx'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { database } from '#lib/db/client.ts'
import { listLenders } from '#lib/db/lenders.ts'
import { env } from '#lib/env.ts'
import { writtenLocale } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { IdentifierForm } from './sign-in/identifier-form.tsx'

export const metadata = { robots: { index: true, follow: false } }

export default async function Landing() {
  const lender = await currentLender()
  if (!lender) return <ChooseLender lenders={await lendersToChoose()} />
  const t = await getTranslations('landing')
  const who = await getTranslations('who-financed')
  const bought = await getTranslations('bought')
  const statements = await getTranslations('statements')
  const contact = await getTranslations('contact')
  const signedIn = (await currentBorrower()) !== undefined
  const ways = (
    <Rows>
      <RowLink href="/scan" icon="people" title={t('somebody')}>
        {t('somebody_note')}
      </RowLink>
      <RowLink href="/locks" icon="phone" title={t('why')}>
        {t('why_note')}
      </RowLink>
      <RowLink href="/who-financed" icon="question" title={who('lead_in')}>
        {who('lead_in_note')}
      </RowLink>
      <RowLink href="/bought" icon="message" title={bought('lead_in')}>
        {bought('lead_in_note')}
      </RowLink>
      <RowLink href="/before-you-buy" icon="yes" title={statements('buy.lead_in')}>
        {statements('buy.lead_in_note')}
      </RowLink>
      <RowLink href="/real" icon="mail" title={contact('real.link')}>
        {contact('real.link_note')}
      </RowLink>
    </Rows>
  )
  return (
    <Page
      title={t('title')}
      lead={
        <>
          <p>{t('lead')}</p>
          <p>{await paidByIn(lender, lender.currency, writtenLocale(await getLocale()))}</p>
        </>
      }
      lender={lender}
      signedIn={signedIn}
      picture={<PhonePicture sight="locked" />}
      rail={ways}
      typed="sign-in"
    >
      <IdentifierForm next="/phones" />
    </Page>
  )
}

// Who lends through one installation is nobody's business, the demo's visitors excepted.
async function lendersToChoose() {
  return env().LENDERS_LISTED ? listLenders(database()) : []
}
