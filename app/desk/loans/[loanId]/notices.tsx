import { DeskLine } from '#components/desk/desk-list.tsx'
import { database } from '#lib/db/client.ts'
import { noticesTo, type SentNotice } from '#lib/desk/loan-affairs.ts'
import { isWithheld } from '#lib/domain/notice-gate.ts'
import { formatDayAndTime } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { PartList } from './part-list.tsx'
import type { ViewedLoan } from './viewed-loan.ts'

export async function Notices({ loan, reader }: ViewedLoan) {
  const t = await getTranslations('desk')
  const notices = await noticesTo(database(), loan)
  return (
    <PartList part="notices" none={notices.length === 0 && t('loan.no_notices')}>
      {notices.map((notice) => (
        <DeskLine
          key={notice.id}
          title={t(`notice_kind.${notice.kind}`)}
          aside={t(`notice.${stateOf(notice)}`)}
        >
          <span>
            {t(`notice.${notice.channel}`)} <bdi dir="ltr">{notice.recipient}</bdi>
          </span>
          <span>{formatDayAndTime(notice.sentAt ?? notice.createdAt, reader)}</span>
          {notice.gate && <span>{t(`gate.${notice.gate}`)}</span>}
          {notice.failure && (
            <span>
              <bdi dir="ltr">{notice.failure}</bdi>
            </span>
          )}
        </DeskLine>
      ))}
    </PartList>
  )
}

type State = 'sent' | 'failed' | 'waiting' | 'withheld'

function stateOf({ sentAt, failedAt, gate }: SentNotice): State {
  if (sentAt) return 'sent'
  if (!failedAt) return 'waiting'
  return isWithheld(gate) ? 'withheld' : 'failed'
}
