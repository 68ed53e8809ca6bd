import { readerOf } from '#app/reader.ts'
import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { codesSent } from '#lib/accounts/codes-sent.ts'
import { ownContacts } from '#lib/accounts/own-contacts.ts'
import { database } from '#lib/db/client.ts'
import type { Lender } from '#lib/db/lenders.ts'
import { maskTyped } from '#lib/domain/identity/mask-typed.ts'
import { formatDayAndTime, isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { sentTo } from '#lib/notices/sent-to.ts'

type Props = { lender: Lender; borrowerId: string | undefined }

/** What a borrower compares a message with: how it went, when, what it was called, and to whom, masked. */
export async function LastMessages({ lender, borrowerId }: Props) {
  const t = await getTranslations('contact')
  if (!borrowerId)
    return (
      <Card>
        <h2>{t('real.list_title')}</h2>
        <p>{t('real.list_sign_in')}</p>
        <LinkButton href="/sign-in?next=/real">{t('real.sign_in')}</LinkButton>
      </Card>
    )
  const messages = await messagesTo({ lenderId: lender.id, borrowerId })
  const reader = await readerOf(lender)
  return (
    <Card>
      <h2>{t('real.list_title')}</h2>
      <p>{t(messages.length > 0 ? 'real.list' : 'real.list_none')}</p>
      <ul className="flex flex-col gap-3">
        {messages.map(({ id, at, subject, channel, recipient }) => (
          <li key={id} className="flex flex-col">
            <b className="wrap-anywhere">
              <bdi>{subject ?? t(recipient.isCode ? 'real.code' : 'real.plain')}</bdi>
            </b>
            <span className="text-small text-soft">
              {formatDayAndTime(at, reader)} ·{' '}
              {t('real.by', { channel, recipient: isolated(recipient.masked) })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

async function messagesTo(owner: { lenderId: string; borrowerId: string }) {
  const own = await ownContacts(database(), owner)
  const notices = await sentTo(database(), owner)
  const codes = await codesSent(database(), owner)
  return [
    ...notices.map(({ recipient, ...notice }) => ({
      ...notice,
      recipient: { masked: maskTyped(recipient), isCode: false },
    })),
    ...codes.map(({ channel, ...code }) => ({
      ...code,
      channel,
      subject: null,
      recipient: { masked: (channel === 'sms' ? own.phone : own.email) ?? '', isCode: true },
    })),
  ].toSorted((one, other) => Temporal.Instant.compare(other.at, one.at))
}
