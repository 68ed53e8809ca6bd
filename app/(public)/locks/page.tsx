import { requireLender } from '#app/current-lender.ts'
import { Page } from '#components/page/page.tsx'
import { DrawnScreen } from '#components/phone/drawn-screen.tsx'
import { RowLink, Rows } from '#components/ui/rows.tsx'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { otherAccounts, type Screen, screens } from '#lib/domain/lock/screens.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

export async function generateMetadata() {
  return { title: (await getTranslations('locks'))('title') }
}

export default async function Locks() {
  const lender = await requireLender()
  const signedIn = (await currentBorrower()) !== undefined
  const t = await getTranslations('locks')
  const words = await getTranslations('common')
  const help = await getTranslations('directory')
  const who = await getTranslations('who-financed')
  const back = signedIn
    ? { href: '/phones', label: words('back_to_phones') }
    : { href: '/', label: t('front_page') }
  return (
    <Page title={t('title')} lead={t('lead')} lender={lender} signedIn={signedIn} back={back}>
      <nav aria-label={t('title')} className="card">
        <ul className="screens">
          {(Object.keys(screens) as Screen[]).map((screen) => (
            <li key={screen}>
              <a href={`/locks/${screen}`} className="screen-choice">
                <DrawnScreen screen={screen} />
                <span>{t(`screens.${screen}.says`)}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Rows>
        {(Object.keys(otherAccounts) as (keyof typeof otherAccounts)[]).map((screen) => (
          <RowLink
            key={screen}
            href={`/locks/${screen}`}
            icon="key"
            title={t(`screens.${screen}.says`)}
          >
            {t('account_row')}
          </RowLink>
        ))}
        <RowLink href="/locks/none" icon="question" title={t('none')}>
          {t('none_note')}
        </RowLink>
        <RowLink href="/locks/reset" icon="back" title={t('reset')}>
          {t('reset_note')}
        </RowLink>
        <RowLink href="/directory" icon="call" title={help('lead_in')}>
          {help('lead_in_note')}
        </RowLink>
        <RowLink href="/who-financed" icon="people" title={who('lead_in')}>
          {who('lead_in_note')}
        </RowLink>
      </Rows>
    </Page>
  )
}
