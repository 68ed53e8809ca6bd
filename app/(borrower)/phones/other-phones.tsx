import { phoneName } from '#components/phone/phone-name.ts'
import { RowLink, Rows } from '#components/ui/rows.tsx'
import { formatMoney } from '#lib/domain/money/money.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import type { Phone } from '#lib/loans/phone.ts'
import type { PhoneStatus } from '#lib/loans/phone-status.ts'

type Props = { phones: readonly (PhoneStatus & { phone: Phone })[]; reader: Reader }

export function OtherPhones({ phones, reader }: Props) {
  const t = useTranslations('phones')
  if (phones.length === 0) return null
  return (
    <Rows title={t('others')}>
      {phones.map(({ phone, arrears, reason, opening }) => (
        <RowLink
          key={phone.deviceId}
          href={`/phones/${phone.deviceId}`}
          icon="phone"
          title={<bdi>{phoneName(phone)}</bdi>}
        >
          {t('other_phone', {
            state: t(`chip.${reason}`, { opening }),
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
      ))}
    </Rows>
  )
}

function owedOf({ arrearsMinor, next }: PhoneStatus['arrears']): 'overdue' | 'next' | 'nothing' {
  if (arrearsMinor > 0n) return 'overdue'
  return next ? 'next' : 'nothing'
}
