import type { ReactNode } from 'react'
import { OpenNow } from '#components/directory/open-now.tsx'
import { CallLink, MailLink } from '#components/page/contact-links.tsx'
import { Hours } from '#components/page/hours.tsx'
import { Card } from '#components/ui/card.tsx'
import { type Fact, Facts } from '#components/ui/row.tsx'
import type { ShownContacts } from '#lib/domain/identity/contact.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = {
  lender: { name: string }
  contacts: ShownContacts
  /** Its number stands among the entries, with what it costs. */
  isListed: boolean
  reader: Reader
  children: ReactNode
}

/** The lender's own people: first here, and there even when nothing else is. */
export function OwnLine({ lender, contacts, isListed, reader, children }: Props) {
  const t = useTranslations('directory')
  const { email } = contacts
  const call = isListed ? undefined : contacts.call
  const rows: Fact[] = [
    call !== undefined && [t('call'), <CallLink key="call" phone={call.phone} />],
    call !== undefined && [t('hours'), <Hours key="hours" of={call.hours} />],
    [t('write'), <MailLink key="write" email={email} />],
  ]
  return (
    <Card>
      <h2>
        <bdi>{lender.name}</bdi>
      </h2>
      {call && <OpenNow spans={call.hours.spans} reader={reader} />}
      <Facts rows={rows} />
      {children}
    </Card>
  )
}
