import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { messageOf } from '#lib/cases/message-of.ts'
import { database } from '#lib/db/client.ts'
import { lastDayOf, longestUntil } from '#lib/domain/lock/hold.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { formatDay, isolated, type Reader } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

type Props = {
  phone: { deviceId: string }
  lender: { name: string; policy: LenderPolicy }
  borrowerId: string
  reader: Reader
}

/** What happens with the lock once nothing is owed: who removes it, and by when a person has seen to it. */
export async function PaidOff({ phone: { deviceId }, lender, borrowerId, reader }: Props) {
  const t = await getTranslations('open')
  const message = await messageOf(database(), borrowerId, deviceId)
  const dueAt = message && !message.closedAt ? message.dueAt : null
  const by = dueAt ?? longestUntil(lender.policy, 'dispute', reader)
  const isLate = Temporal.Instant.compare(by, reader.now) <= 0
  const day = formatDay(lastDayOf(by, reader.timeZone), reader, 'long')
  return (
    <Card>
      <h2>{t('release_title')}</h2>
      <p>
        {t('release', {
          lender: isolated(lender.name),
          isAsked: dueAt ? (isLate ? 'late' : 'yes') : 'no',
          day,
        })}
      </p>
      <TextLink href={`/phones/${deviceId}/dispute`} className="flex min-h-11 items-center">
        {t('release_ask')}
      </TextLink>
    </Card>
  )
}
