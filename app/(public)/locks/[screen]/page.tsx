import { toneOf, VerdictBar } from '#app/(public)/verdict-bar.tsx'
import { requireLender } from '#app/current-lender.ts'
import { missing } from '#app/missing.ts'
import { readerOf } from '#app/reader.ts'
import { FittingEntries } from '#components/directory/fitting-entries.tsx'
import { Page } from '#components/page/page.tsx'
import { DrawnScreen } from '#components/phone/drawn-screen.tsx'
import { StillWorks } from '#components/phone/phone-facts.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { type Answer, answers, isAnswer, isDrawn } from '#lib/domain/lock/screens.ts'
import { isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { Careful } from './careful.tsx'
import { Steps } from './steps.tsx'
import { WaysOn } from './ways-on.tsx'

type Props = { params: Promise<{ screen: string }> }

export async function generateMetadata({ params }: Props) {
  const { screen } = await params
  if (!isAnswer(screen)) return {}
  const lender = await requireLender()
  const t = await getTranslations('locks')
  return { title: t(`screens.${screen}.title`, { lender: isolated(lender.name) }) }
}

export default async function Lock({ params }: Props) {
  const { screen } = await params
  if (!isAnswer(screen)) missing()
  const lender = await requireLender()
  const signedIn = (await currentBorrower()) !== undefined
  const t = await getTranslations('locks')
  const facts = { lender: isolated(lender.name) }
  const isOurs = answers[screen] === 'paying_opens'
  return (
    <Page
      title={t(`screens.${screen}.title`, facts)}
      lender={lender}
      signedIn={signedIn}
      back={{ href: '/locks', label: t('other_screens') }}
      picture={isDrawn(screen) && <DrawnScreen screen={screen} />}
      rail={<WaysOn screen={screen} signedIn={signedIn} />}
    >
      <section className="card">
        <VerdictBar tone={toneOf[answers[screen]]} title={t(`verdict.${answers[screen]}`)}>
          {t(`screens.${screen}.note`, facts)}
        </VerdictBar>
        <Steps steps={[1, 2, 3].map((step) => t(stepOf(screen, step, signedIn), facts))} />
        {isOurs && (
          <LinkButton href={signedIn ? '/phones' : '/sign-in'}>
            {t(signedIn ? 'see_phone' : 'sign_in')}
          </LinkButton>
        )}
      </section>
      {isOurs && <StillWorks works={lender.policy.worksWhileLocked} />}
      <FittingEntries lender={lender} screen={screen} reader={await readerOf(lender)} />
      <Card>
        <Careful screen={screen} />
      </Card>
    </Page>
  )
}

// What asks somebody to sign in says something else to whoever is signed in.
function stepOf(screen: Answer, step: number, signedIn: boolean) {
  if (signedIn && answers[screen] === 'paying_opens' && step === 1) return 'signed_in.payment'
  if (signedIn && screen === 'reset' && step === 3) return 'signed_in.reset'
  return `screens.${screen}.step_${step as 1 | 2 | 3}` as const
}
