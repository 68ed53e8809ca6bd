import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { RowLink, Rows } from '#components/ui/rows.tsx'
import type { LoanArrears } from '#lib/domain/money/installments.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { Live } from '#lib/loans/home-lead.ts'
import type { Phone } from '#lib/loans/phone.ts'
import { owedWords, useLiveWords } from './live-words.ts'

type Props = {
  live: Live
  phone: Phone
  arrears: LoanArrears
  /** How it can be paid here, as people say it. */
  paidBy: string
  reader: Reader
}

/** What is under way, with its last word and its own button; to pay and what else there is are two lines below it. */
export function LiveCard({ live, phone, arrears, paidBy, reader }: Props) {
  const { title, text, href, go } = useLiveWords({ live, phone, arrears, reader })
  return (
    <>
      <Card>
        <h2>{title}</h2>
        {text && <p>{text}</p>}
        <LinkButton href={href}>{go}</LinkButton>
      </Card>
      {asksToPay(live, phone) && (
        <OtherWays phone={phone} arrears={arrears} paidBy={paidBy} reader={reader} />
      )}
    </>
  )
}

// Of a payment that is being asked about, paying again is the risk.
function asksToPay(live: Live, { outstandingMinor, handBack, handedBackAt }: Phone): boolean {
  if (live.kind === 'money' && live.beside.kind === 'checking') return false
  const awaitsSettlement = handedBackAt !== null && handBack?.isSettled === false
  return outstandingMinor > 0n && !awaitsSettlement
}

function OtherWays({ phone, arrears, paidBy, reader }: Omit<Props, 'live'>) {
  const phones = useTranslations('phones')
  const trouble = useTranslations('trouble')
  const t = useTranslations('home')
  const path = `/phones/${phone.deviceId}`
  return (
    <Rows>
      <RowLink href={`${path}/pay`} icon="card" title={phones('pay')}>
        {owedWords(phones, { arrears, phone, reader })} {paidBy}
      </RowLink>
      <RowLink href={`${path}/trouble`} icon="people" title={trouble('title')}>
        {t('other_ways')}
      </RowLink>
    </Rows>
  )
}
