import { Row } from '#components/ui/row.tsx'
import { formatDayAndTime, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { CurrentPayLink } from '#lib/payments/links/current-pay-link.ts'

type Props = { link: CurrentPayLink | undefined; portal: string; reader: Reader }

export function LinkFacts({ link, portal, reader }: Props) {
  const t = useTranslations('desk-acts')
  if (!link) return <Row term={t('pay_link.link')}>{t('pay_link.none')}</Row>
  return (
    <>
      <Row term={t('pay_link.link')}>
        {t('pay_link.since', { at: formatDayAndTime(link.createdAt, reader) })}
      </Row>
      <Row term={t('pay_link.address')}>
        <bdi dir="ltr" className="break-all select-all">
          {`${portal}/p/${link.code}`}
        </bdi>
      </Row>
      <OnScreen link={link} reader={reader} />
    </>
  )
}

/** What is known of the lock screen; nothing of a link that came with the phone's enrolment. */
function OnScreen({ link, reader }: { link: CurrentPayLink; reader: Reader }) {
  const t = useTranslations('desk-acts')
  const { shownAt, showNextAt, showFailure } = link
  if (!shownAt && !showNextAt && !showFailure) return null
  const told = shownAt
    ? t('pay_link.shown', { at: formatDayAndTime(shownAt, reader) })
    : !showNextAt
      ? t('pay_link.by_hand')
      : showFailure
        ? t('pay_link.not_taken', { at: formatDayAndTime(showNextAt, reader) })
        : t('pay_link.waiting')
  return <Row term={t('pay_link.on_screen')}>{told}</Row>
}

/** Whether only a person can put the link on the lock screen. */
export function isForHand({ shownAt, showNextAt, showFailure }: CurrentPayLink): boolean {
  return !shownAt && !showNextAt && showFailure !== null
}
