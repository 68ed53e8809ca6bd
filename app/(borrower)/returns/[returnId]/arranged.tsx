import { promisedWords } from '#components/payment/promised-words.ts'
import { HandOverFacts } from '#components/return/hand-over-facts.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button, LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { database } from '#lib/db/client.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import type { ReturnCheck } from '#lib/domain/return/checklist.ts'
import { formatMoment, formatUntil, isolated, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { openingOfLoan } from '#lib/loans/opening-of-loan.ts'
import type { ReturnDetail } from '#lib/returns/queries.ts'
import { withdraw } from './actions.ts'
import { Checklist } from './checklist.tsx'

type Props = {
  shown: ReturnDetail
  ticked: ReadonlySet<ReturnCheck>
  lender: { name: string; policy: LenderPolicy }
  /** Until when what was paid keeps the phone open, called off or not. */
  paidUntil: Temporal.Instant | undefined
  /** Until when the return, or anything for longer, leaves it open. */
  openUntil: Temporal.Instant | undefined
  reader: Reader
}

export async function Arranged({ shown, ticked, lender, paidUntil, openUntil, reader }: Props) {
  const t = await getTranslations('returns')
  const { returnId, version, scheduledAt } = shown
  return (
    <>
      <Window shown={shown} openUntil={openUntil} reader={reader} />
      <Checklist shown={shown} ticked={ticked} />
      <Card>
        <h2>{t('hand_over_title')}</h2>
        <HandOverFacts arranged={shown} policy={lender.policy} reader={reader} />
        {scheduledAt && (
          <p className="text-small text-soft">
            {t('fact.confirmed', { lender: isolated(lender.name) })}{' '}
            {formatMoment(scheduledAt, reader)}
          </p>
        )}
        <LinkButton href={`/returns/${returnId}/label`}>{t('label_button')}</LinkButton>
      </Card>
      <Card>
        <h2>{t('withdraw.title')}</h2>
        <p>
          {t('withdraw.text', {
            days: lender.policy.hold.warningDays,
            isPaid: paidUntil ? 'yes' : 'no',
            until: paidUntil ? formatUntil(paidUntil, reader) : '',
          })}
        </p>
        <Form action={withdraw}>
          <input type="hidden" name="returnId" value={returnId} />
          <input type="hidden" name="version" value={version} />
          <Button look="quiet">{t('withdraw.button')}</Button>
        </Form>
      </Card>
    </>
  )
}

// What the phone itself has said decides, and what really happens to it; not what was asked of it.
async function Window({ shown, openUntil, reader }: Pick<Props, 'shown' | 'openUntil' | 'reader'>) {
  const t = await getTranslations('returns')
  const { loanId, unlockDeadlineAt } = shown
  if (!openUntil) return null
  const until = formatUntil(openUntil, reader)
  const opening = (await openingOfLoan(database(), loanId, reader.now)) ?? 'open'
  const isOpen = opening === 'open'
  // Whatever else locks it is nobody's to be late with, nor a phone that is switched off.
  const isLate =
    !isOpen &&
    !['other_lock', 'offline_lock', 'when_online'].includes(opening) &&
    unlockDeadlineAt !== null &&
    Temporal.Instant.compare(unlockDeadlineAt, reader.now) < 0
  const said = isOpen ? 'until' : isLate ? 'late' : 'opening'
  return (
    <Banner
      tone={isOpen ? 'good' : 'wait'}
      icon={isOpen ? 'open' : 'clock'}
      title={t('window.title')}
    >
      {t(`window.${said}`, {
        until,
        opening,
        ...promisedWords(unlockDeadlineAt ?? undefined, reader),
      })}
    </Banner>
  )
}
