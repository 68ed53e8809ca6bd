import { useTranslations } from '#lib/i18n/translations.ts'

/** What there is to do about a lock; one that was removed for good leaves nothing of it. */
const aboutLock: readonly string[] = ['unlock', 'hold', 'release', 'locked']
const acts = [
  'cash',
  'unlock',
  'hold',
  'sign-in-link',
  'contact',
  'pay-link',
  'settlement-link',
  'release',
  'block-list',
] as const

type Props = {
  loanId: string
  /** No lock service tells how the phone stands: staff do. */
  isByHand: boolean
  /** A temporary unlock would change something. */
  opensLonger: boolean
  isReleased: boolean
  /** There is credit to give back. */
  hasCredit: boolean
}

/** What staff can do about a loan, each on a page of its own. A refund starts at its payment. */
export function DeskActs({ loanId, isByHand, opensLonger, isReleased, hasCredit }: Props) {
  const t = useTranslations('desk')
  const offered = [
    ...acts.filter((act) => act !== 'unlock' || opensLonger),
    ...(isByHand ? (['locked'] as const) : []),
    ...(hasCredit ? (['pay-out'] as const) : []),
  ].filter((act) => !isReleased || !aboutLock.includes(act))
  return (
    <section className="flex flex-col gap-3 print:hidden">
      <h2 id="acts" className="scroll-mt-4">
        {t('loan.part.acts')}
      </h2>
      <ul className="flex flex-wrap gap-2">
        {offered.map((act) => (
          <li key={act}>
            <a href={`/desk/loans/${loanId}/acts/${act}`} className="desk-filter">
              {t(`act.${act}`)}
            </a>
          </li>
        ))}
      </ul>
      <p className="text-small text-soft">{t('act.refund')}</p>
    </section>
  )
}
