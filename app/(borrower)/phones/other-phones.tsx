import { phoneName } from '#components/phone/phone-name.ts'
import { RowLink, Rows } from '#components/ui/rows.tsx'
import { formatMoney } from '#lib/domain/money/money.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { Live } from '#lib/loans/home-lead.ts'
import type { Phone } from '#lib/loans/phone.ts'
import type { PhoneStatus } from '#lib/loans/phone-status.ts'
import { useLiveWords } from './live-words.ts'

type Other = PhoneStatus & { phone: Phone; live: Live | undefined }
type Props = { phones: readonly Other[]; reader: Reader }

/** The phones that do not lead, each with what is under way for it. */
export function OtherPhones({ phones, reader }: Props) {
  const t = useTranslations('phones')
  if (phones.length === 0) return null
  return (
    <Rows title={t('others')}>
      {phones.map((other) =>
        other.live ? (
          <WithLive key={other.phone.deviceId} other={other} live={other.live} reader={reader} />
        ) : (
          <OtherPhone key={other.phone.deviceId} other={other} reader={reader} />
        ),
      )}
    </Rows>
  )
}

type OtherProps = { other: Other; reader: Reader }

function WithLive({ other, live, reader }: OtherProps & { live: Live }) {
  const { title } = useLiveWords({ ...other, live, reader })
  return <OtherPhone other={other} underWay={title} reader={reader} />
}

function OtherPhone({ other, underWay, reader }: OtherProps & { underWay?: string }) {
  const t = useTranslations('phones')
  const { phone, arrears, reason, opening } = other
  return (
    <RowLink href={`/phones/${phone.deviceId}`} icon="phone" title={<bdi>{phoneName(phone)}</bdi>}>
      {t('other_phone', {
        state: t(`chip.${reason}`, { opening }),
        underWay: underWay ?? 'none',
        owed: owedOf(arrears),
        amount: formatMoney(
          {
            amountMinor: arrears.arrearsMinor || (arrears.next?.openMinor ?? 0n),
            currency: phone.currency,
          },
          reader.locale,
        ),
        day: arrears.next ? formatDay(arrears.next.dueOn, reader) : '',
      })}
    </RowLink>
  )
}

function owedOf({ arrearsMinor, next }: PhoneStatus['arrears']): 'overdue' | 'next' | 'nothing' {
  if (arrearsMinor > 0n) return 'overdue'
  return next ? 'next' : 'nothing'
}
