import { DeskLine, DeskList } from '#components/desk-list.tsx'
import { database } from '#lib/db/client.ts'
import { noticesTo, type SentNotice } from '#lib/staff/loan-affairs.ts'
import { formatDayAndTime } from '#lib/words/format.ts'
import { getTranslations } from '#lib/words/translations.ts'
import { PartTitle } from './contents.tsx'
import type { ViewedLoan } from './viewed-loan.ts'

/** What the borrower was told, where, and whether it left. */
export async function Notices({ loan, reader }: ViewedLoan) {
  const [t, notices] = [await getTranslations('desk'), await noticesTo(database(), loan)]
  return (
    <section className="flex flex-col gap-3">
      <PartTitle part="notices" />
      {notices.length === 0 ? (
        <p className="text-soft">{t('loan.no_notices')}</p>
      ) : (
        <DeskList>
          {notices.map((notice) => (
            <DeskLine
              key={notice.id}
              title={<bdi dir="ltr">{notice.kind}</bdi>}
              aside={t(`notice.${stateOf(notice)}`)}
            >
              <span>
                {t(`notice.${notice.channel}`)} <bdi dir="ltr">{notice.recipient}</bdi>
              </span>
              <span>{formatDayAndTime(notice.sentAt ?? notice.createdAt, reader)}</span>
              {notice.failure && (
                <span>
                  <bdi dir="ltr">{notice.failure}</bdi>
                </span>
              )}
            </DeskLine>
          ))}
        </DeskList>
      )}
    </section>
  )
}

function stateOf({ sentAt, failedAt }: SentNotice): 'sent' | 'failed' | 'waiting' {
  if (sentAt) return 'sent'
  return failedAt ? 'failed' : 'waiting'
}
