import { Digits } from '#components/digits.tsx'
import { formatAgo, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'
import { modelName, phoneName } from './phone-name.ts'
import type { ShownPhone } from './shown-phone.ts'

type Identified = {
  phone: ShownPhone
  reader: Reader
  /** The title of the page is the phone's name already. */
  isNamed?: boolean | undefined
}

export function PhoneIdentity({ phone, reader, isNamed = false }: Identified) {
  const t = useTranslations('phones')
  const { imeiTail, lastSeenAt, nickname } = phone
  const heard = lastSeenAt ? t('heard', { ago: formatAgo(lastSeenAt, reader) }) : t('never_heard')
  // Nothing is ever heard from a phone that no lock service watches.
  const says = lastSeenAt || !phone.isOpenedByHand ? `· ${heard}` : ''
  return (
    <div>
      {!isNamed && (
        <h2>
          <bdi>{phoneName(phone)}</bdi>
        </h2>
      )}
      <p className="text-small text-soft">
        {nickname && (
          <>
            <bdi>{modelName(phone)}</bdi> ·{' '}
          </>
        )}
        {imeiTail
          ? t.rich('imei', { tail: imeiTail, digits: (text) => <Digits>{text}</Digits> })
          : t('imei_unknown')}{' '}
        {says}
      </p>
    </div>
  )
}
